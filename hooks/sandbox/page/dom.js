// Elements made of values. Text is always a text node: no string becomes markup here.

const svg = 'http://www.w3.org/2000/svg';

/** An element: `h('p', { class: 'faint' }, 'text')`. A member `on…` is a listener; null and false are left out. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** The element of that id, which the page has. */
export const by = (id) => document.getElementById(id);

/** Puts others in the place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
}

const shapes = {
  info: ['M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z', 'M8 7v4.5M8 4.4v.2'],
  warning: ['M8 1.5 15 14H1z', 'M8 6v4M8 11.8v.2'],
  critical: ['M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z', 'M8 4.2v4.6M8 11.3v.2'],
  fired: ['M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 0 0-13 0z', 'M5 8.2 7.2 10.5 11 5.8'],
  suppressed: ['M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 0 0-13 0z', 'M4.5 8h7'],
};

/** A picture beside a word that says the same; hidden from who hears the page. */
export function icon(name) {
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('viewBox', '0 0 16 16');
  picture.setAttribute('class', 'icon');
  picture.setAttribute('aria-hidden', 'true');
  const [outline, mark] = shapes[name];
  for (const [part, d] of [
    ['outline', outline],
    ['mark', mark],
  ]) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('class', part);
    path.setAttribute('d', d);
    picture.append(path);
  }
  return picture;
}

/** A link to the web; text alone for what is no http or https address. */
export function link(url, text) {
  let parsed = null;
  try {
    parsed = new URL(url);
  } catch {
    return h('span', {}, text);
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return h('span', {}, text);
  return h(
    'a',
    { href: parsed.href, target: '_blank', rel: 'noopener noreferrer' },
    text,
    h('span', { class: 'hidden' }, ' (opens a new tab)'),
  );
}

/** "1 card", "2 cards". */
export const counted = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
