// What became of each clinical row.
import { h, icon, fill } from './dom.js';
import { markdownLine } from './markdown.js';

const words = { fired: 'in a card', suppressed: 'suppressed', silent: 'silent', criterion: 'criteria' };

const outcomes = Object.keys(words);
const outcomeOf = (row) => row.outcome ?? 'criterion';
/** Rows that speak come first; among the others their own order stays. */
const inOrder = (rows) =>
  [...rows].sort((one, other) => outcomes.indexOf(outcomeOf(one)) - outcomes.indexOf(outcomeOf(other)));

/** What a row is found by. */
function wordsOf(row, rules) {
  const evidence = (row.evidence ?? []).map((each) => each.text);
  return [row.row, row.reason, row.state, ...evidence, rules.get(row.row)].join(' ').toLowerCase();
}

function line(row, rules, cards, showResource) {
  const outcome = outcomeOf(row);
  const at = cards.findIndex((each) => each.uuid && each.uuid === row.card);
  const evidence = (row.evidence ?? []).map((each) =>
    h(
      'li',
      {},
      markdownLine(each.text ?? ''),
      ' ',
      each.reference
        ? h(
            'button',
            {
              type: 'button',
              class: 'plain',
              'aria-label': `Show ${each.reference}`,
              onclick: () => showResource(each.reference),
            },
            'show',
          )
        : null,
    ),
  );
  return h(
    'tr',
    { role: 'row', class: outcome },
    h('th', { role: 'rowheader', scope: 'row' }, row.row),
    h(
      'td',
      { role: 'cell', class: 'fate' },
      outcome === 'fired' || outcome === 'suppressed' ? icon(outcome) : null,
      at >= 0 ? h('a', { href: `#card-${at + 1}` }, `in card ${at + 1}`) : (row.state ?? words[outcome]),
    ),
    h(
      'td',
      { role: 'cell' },
      row.reason ? h('p', {}, row.reason) : null,
      row.notAvailable ? h('p', { class: 'faint' }, `not available: ${row.notAvailable.join(', ')}`) : null,
      evidence.length ? h('ul', { class: 'evidence' }, evidence) : null,
      rules.get(row.row)
        ? h('details', {}, h('summary', {}, 'The rule'), h('p', {}, markdownLine(rules.get(row.row))))
        : null,
    ),
  );
}

/** The elements of the panel: a filter and the table of rows. */
export function explanation(rows, rules, cards, showResource) {
  if (!rows) return [h('p', { class: 'faint' }, 'The service told of no rows.')];
  const number = (outcome) => rows.filter((row) => outcomeOf(row) === outcome).length;
  const there = outcomes.filter((outcome) => number(outcome) > 0);
  const shown = new Set(there.filter((outcome) => outcome === 'fired' || outcome === 'suppressed'));
  if (shown.size === 0) there.forEach((outcome) => shown.add(outcome));
  const body = h('tbody', { role: 'rowgroup' });
  const count = h('p', { class: 'faint', role: 'status' });
  const search = h('input', {
    type: 'search',
    id: 'row-filter',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'RF-CES, fever, onset …',
    oninput: () => show(),
  });

  function show() {
    const typed = search.value.trim().toLowerCase();
    const isAsked = (row) => (typed ? wordsOf(row, rules).includes(typed) : shown.has(outcomeOf(row)));
    const found = inOrder(rows).filter(isAsked);
    fill(
      body,
      found.map((row) => line(row, rules, cards, showResource)),
    );
    fill(count, `${found.length} of ${rows.length} rows`);
  }

  show();
  return [
    h(
      'div',
      { class: 'filter' },
      h('div', {}, h('label', { for: 'row-filter' }, 'Find among all rows'), search),
      h(
        'fieldset',
        { class: 'outcomes' },
        h('legend', {}, 'Show'),
        there.map((outcome) =>
          h(
            'label',
            {},
            h('input', {
              type: 'checkbox',
              checked: shown.has(outcome),
              onchange: (event) => {
                if (event.target.checked) shown.add(outcome);
                else shown.delete(outcome);
                show();
              },
            }),
            ` ${words[outcome]} (${number(outcome)})`,
          ),
        ),
      ),
    ),
    count,
    h(
      'table',
      { role: 'table', class: 'rows', 'aria-label': 'Clinical rows' },
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          ['Row', 'What became of it', 'Why'].map((title) =>
            h('th', { role: 'columnheader', scope: 'col' }, title),
          ),
        ),
      ),
      body,
    ),
  ];
}
