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
      { class: 'report' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'Topic'),
          columns.map(([, title]) => h('th', { scope: 'col' }, title)),
        ),
      ),
      h(
        'tbody',
        {},
        (report.topics ?? []).map((topic) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, topic.topic),
            columns.map(([key]) => h('td', {}, String(topic[key] ?? 0))),
          ),
        ),
      ),
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
