// Contrast as clinicians write it: "w/o", "w/", "wo", "w & w/o", "non-contrast".
import { searchable } from './combobox.js';

// The longer ones first: "w/" is the beginning of "w/o".
const spellings = [
  [/\.(?=\s|$)/g, ' '],
  [/\bnon[-\s]?contrast(ed)?\b|\bno\s+contrast\b|\bunenhanced\b/g, 'without contrast'],
  [/\b(contrast[-\s])?enhanced\b/g, 'with contrast'],
  [/\bwwo\b/g, 'with without'],
  [/\bw\s?[/.]\s?o(ut)?\b|\bwo(ut)?\b/g, 'without'],
  [/\bw\s?\//g, 'with '],
  [/\bw\b/g, 'with'],
];
const between = new Set(['and', 'then']);
const either = /\b(with|without)\s+or\s+(with|without)\b/g;

const spelledOut = (text) =>
  spellings.reduce((words, [written, meant]) => words.replace(written, meant), text.toLowerCase());

/** "with" and "without" of words as one word that begins no other; null where they say neither. */
function contrastOf(words) {
  const [without, given] = [words.includes('without'), words.includes('with')];
  if (without && given) return '(without and with)';
  return without ? '(without)' : given ? '(with)' : null;
}

/**
 * The words by which an order is found, and among them its contrast: with it, without it, or one after the
 * other. Whoever types "with" does not mean an order without.
 */
export function orderWordsTyped(text) {
  const words = searchable(spelledOut(text).replace(either, ' ')).filter((word) => !between.has(word));
  const contrast = contrastOf(words);
  return contrast ? [...words.filter((word) => word !== 'with' && word !== 'without'), contrast] : words;
}

/** The words of an order: as they would be typed, and "with" that somebody has begun to type. */
export function orderWordsHeld(text) {
  const words = orderWordsTyped(text);
  return [...words, ...searchable(spelledOut(text)).filter((word) => /^with(out)?$/.test(word))];
}
