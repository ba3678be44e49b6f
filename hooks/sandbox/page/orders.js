// What can be ordered by typing: the orders of the service as options of a combobox, and what is typed beside
// them.
import { orderWordsHeld } from './contrast.js';
import { systemWords } from './record.js';

// Names of studies as clinicians type them beside those of LOINC.
const alsoTyped = [
  [/\bMR\b/, 'mri'],
  [/\bXR\b|radiograph/i, 'xray x-ray radiograph film'],
  [/\bUS\b/, 'ultrasound'],
  [/physical therapy/i, 'pt physiotherapy'],
  [/referral/i, 'refer'],
];

/** An order as an option. */
export function orderOption(coding) {
  const also = alsoTyped
    .filter(([name]) => name.test(coding.display))
    .map(([, words]) => words)
    .join(' ');
  return {
    text: coding.display.replace(/ \(procedure\)$/, ''),
    note: `${systemWords(coding.system)} ${coding.code}`,
    words: orderWordsHeld(`${coding.display} ${also} ${coding.code}`),
    value: { coding },
  };
}

/** An order that no list has: "system|code", or words. */
export function typedOrder(typed) {
  const bar = typed.indexOf('|');
  if (bar > 0 && bar + 1 < typed.length) {
    const coding = { system: typed.slice(0, bar), code: typed.slice(bar + 1) };
    return [{ text: `Order the code ${coding.code}`, note: coding.system, value: { coding } }];
  }
  return [{ text: `Order “${typed}” in words`, note: 'no code', value: { words: typed } }];
}
