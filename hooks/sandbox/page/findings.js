// What the service read of the patient, along the time.
import { h } from './dom.js';
import { sizeOf } from './record.js';

const kinds = {
  pain: 'Pain',
  'red-flag': 'Red flag',
  examination: 'Examination',
  imaging: 'Imaging',
  treatment: 'Treatment',
  measurement: 'Measured',
  other: 'Other',
};
const lists = {
  patient: 'patient',
  conditions: 'conditions',
  observations: 'observations',
  imagingStudies: 'imaging studies',
  diagnosticReports: 'reports',
  medications: 'medications',
  procedures: 'procedures',
  serviceRequests: 'orders',
  questionnaireResponses: 'questionnaires',
};
const states = { cut: 'read in part', unreadable: 'could not be read', 'not-supplied': 'not supplied' };

const dateOf = (finding) => finding.onset ?? finding.recorded ?? finding.ended ?? '';

function when({ onset, ended, recorded }) {
  const parts = [];
  if (onset) parts.push(`since ${onset}`);
  if (ended) parts.push(`until ${ended}`);
  if (recorded && recorded !== onset) parts.push(`recorded ${recorded}`);
  return parts.join(', ');
}

function item(finding, showResource) {
  const isAbsent = finding.presence === 'absent';
  const badges = [
    isAbsent ? 'absent' : null,
    finding.presence === 'unknown' ? 'not clear' : null,
    finding.certainty,
    finding.course,
  ].filter(Boolean);
  // Words of the record that only say again what stands beside them are said once.
  const { what, text = '', value = '' } = finding;
  const said = value.startsWith(text) || text.toLowerCase() === what.toLowerCase() ? null : text;
  const shown = value && !what.endsWith(value) ? `: ${value}` : '';
  const place = finding.reference || lists[finding.source] || 'the order';
  return h(
    'li',
    { class: `finding ${finding.kind}${isAbsent ? ' absent' : ''}` },
    h(
      'p',
      { class: 'what' },
      h(
        'span',
        {},
        h('strong', {}, what),
        shown,
        finding.side ? `, ${finding.side}` : '',
        badges.map((badge) => h('span', { class: 'badge' }, badge)),
      ),
      ' ',
      h('span', { class: 'kind' }, kinds[finding.kind] ?? finding.kind),
    ),
    said ? h('p', { class: 'said' }, `“${said}”`) : null,
    h(
      'p',
      { class: 'faint' },
      when(finding),
      when(finding) ? ' · ' : '',
      finding.reference
        ? h(
            'button',
            { type: 'button', class: 'plain', onclick: () => showResource(finding.reference) },
            place,
          )
        : place,
    ),
  );
}

function listsRead(read, prefetch) {
  return h(
    'ul',
    { class: 'lists', 'aria-label': 'What was read' },
    read.map(({ key, state }) => {
      const size = sizeOf(prefetch?.[key]);
      return h(
        'li',
        { class: state === 'read' ? '' : 'unread' },
        `${lists[key] ?? key} `,
        h('span', {}, states[state] ?? (size === null ? 'read' : String(size))),
      );
    }),
  );
}

/** The elements of the panel: which lists were read, then the findings under their months. */
export function timeline(told, prefetch, showResource) {
  if (!told) return [h('p', { class: 'faint' }, 'Nothing was read.')];
  const months = new Map();
  const all = told.findings ?? [];
  for (const finding of all) {
    const month = dateOf(finding).slice(0, 7) || 'No date';
    months.set(month, [...(months.get(month) ?? []), finding]);
  }
  return [
    listsRead(told.lists, prefetch),
    all.length === 0 ? h('p', {}, 'No finding that a rule looks at was read.') : null,
    ...[...months].map(([month, findings]) =>
      h(
        'section',
        { class: 'month' },
        h('h3', {}, month),
        h(
          'ol',
          { class: 'timeline' },
          findings.map((finding) => item(finding, showResource)),
        ),
      ),
    ),
    told.leftOut ? h('p', { class: 'faint' }, `and ${told.leftOut} more`) : null,
  ];
}
