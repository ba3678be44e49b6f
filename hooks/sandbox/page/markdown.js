// GitHub Flavored Markdown as elements: marked renders it, DOMPurify takes out all that is not plain text
// formatting.
import { Marked } from './marked.esm.js';
import DOMPurify from './purify.es.mjs';

const tags = [
  'p',
  'br',
  'strong',
  'em',
  'del',
  'code',
  'pre',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'a',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
];

const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => signs[sign]);

// Cards have no HTML (CDS Hooks 2.0, "Card Attributes"): where one has, it is shown as it is written. No
// picture is loaded either.
const parser = new Marked({
  gfm: true,
  renderer: { html: ({ text }) => escaped(text), image: ({ text }) => escaped(text) },
});

function pure(html) {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href'],
    ALLOWED_URI_REGEXP: /^https?:\/\//i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const a of fragment.querySelectorAll('a')) {
    if (!a.href) a.replaceWith(...a.childNodes); // its address was none of the web
    a.target = '_blank';
    a.rel = 'noopener noreferrer';
  }
  return fragment;
}

/** A text of several blocks. */
export const markdown = (text) => pure(parser.parse(text));

/** A line, without a paragraph around it. */
export const markdownLine = (text) => pure(parser.parseInline(text));
