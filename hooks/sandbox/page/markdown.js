// GitHub Flavored Markdown as elements: marked renders it, DOMPurify takes out all that is not plain text formatting.
import { marked } from './marked.esm.js';
import DOMPurify from './purify.es.mjs';

const tags = ['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'hr', 'a', 'h1', 'h2',
  'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];

function pure(html) {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href'],
    ALLOWED_URI_REGEXP: /^https?:\/\//i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const a of fragment.querySelectorAll('a')) {
    a.target = '_blank';
    a.rel = 'noopener noreferrer';
  }
  return fragment;
}

/** A text of several blocks. */
export const markdown = (text) => pure(marked.parse(text, { gfm: true }));

/** A line, without a paragraph around it. */
export const markdownLine = (text) => pure(marked.parseInline(text, { gfm: true }));
