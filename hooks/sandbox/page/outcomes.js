// What became of the cards: of this chart, and of all that the service has issued lately.
import { h } from './dom.js';

/** What was done in this chart, the latest first: `[{ words, stored, at }]`. */
export function logOf(log) {
  return h(
    'section',
    {},
    h('h3', {}, 'In this chart'),
    log.length === 0
      ? h(
          'p',
          { class: 'faint' },
          'Nothing yet. An accepted suggestion and an override are told to the service.',
        )
      : h(
          'ol',
          { class: 'log' },
          log.map(({ words, stored, at }) =>
            h(
              'li',
              {},
              h('span', {}, words),
              h(
                'span',
                { class: 'faint' },
                ` ${at.toLocaleTimeString()} · ${stored === true ? 'stored' : `not stored: ${stored}`}`,
              ),
            ),
          ),
        ),
  );
}

const columns = [
  ['issued', 'Issued'],
  ['accepted', 'Accepted'],
  ['overridden', 'Overridden'],
  ['unanswered', 'Unanswered'],
];

const head = (title) => h('th', { scope: 'col', role: 'columnheader' }, title);

// In a narrow window each number stands beside the title of its column.
function line(topic) {
  return h(
    'tr',
    { role: 'row' },
    h('th', { scope: 'row', role: 'rowheader' }, topic.topic),
    columns.map(([key, title]) => h('td', { role: 'cell', 'data-title': title }, String(topic[key] ?? 0))),
  );
}

/** The service's report, or that this page may not read it. */
export function reportTable(report) {
  if (!report)
    return h(
      'p',
      { class: 'faint' },
      'The report of all cards is not for this page, or no feedback is kept.',
    );
  const reasons = (report.topics ?? []).flatMap((topic) =>
    (topic.overrideReasons ?? []).map((reason) => ({ topic: topic.topic, ...reason })),
  );
  return h(
    'section',
    {},
    h('h3', {}, 'All cards of this service'),
    h('p', { class: 'faint' }, `${report.from} to ${report.to}, by topic`),
    h(
      'table',
      { class: 'report', role: 'table' },
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          head('Topic'),
          columns.map(([, title]) => head(title)),
        ),
      ),
      h('tbody', { role: 'rowgroup' }, (report.topics ?? []).map(line)),
    ),
    reasons.length
      ? h(
          'ul',
          { class: 'log' },
          reasons.map((reason) =>
            h(
              'li',
              {},
              reason.display ?? reason.code,
              h('span', { class: 'faint' }, ` ${reason.topic} · ${reason.cards}`),
            ),
          ),
        )
      : null,
  );
}
