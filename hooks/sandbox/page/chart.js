// A chart as a clinician sees it: whose it is, and what is ordered.
import { h } from './dom.js';
import { isOutcome } from './operation_outcome.js';
import { ageOn, nameOf, orderCode, orderWords, reasonWords } from './record.js';

// That a server would not tell is not that nobody is there.
const unknown = (patient) => (isOutcome(patient) ? 'who could not be read' : 'not supplied');

/** Who the patient is, as far as the record says so. */
export function banner(patient, patientId, asOf) {
  if (patient?.resourceType !== 'Patient')
    return patientId ? h('p', { class: 'faint' }, `Patient ${patientId}, ${unknown(patient)}`) : null;
  const age = ageOn(patient.birthDate, asOf);
  const facts = [
    patient.gender,
    age === null ? null : `${age} years`,
    patient.birthDate ? `born ${patient.birthDate}` : null,
  ].filter(Boolean);
  return h(
    'p',
    { class: 'who' },
    h('strong', {}, nameOf(patient) || 'No name recorded'),
    h('span', {}, facts.join(' · ')),
    h('span', { class: 'faint' }, `Patient/${patient.id}`),
  );
}

function draftItem(draft, i, { toggle, remove }) {
  const { resource, selected, changed } = draft;
  const kind = resource.resourceType === 'ServiceRequest' ? '' : resource.resourceType;
  const notes = [orderCode(resource) || kind, reasonWords(resource)].filter(Boolean).join(' · ');
  const words = h(
    'span',
    { class: 'order' },
    h('span', {}, orderWords(resource)),
    notes ? h('span', { class: 'faint' }, notes) : null,
  );
  const onchange = (event) => toggle(i, event.target.checked);
  return h(
    'li',
    { 'data-changed': changed },
    toggle ? h('label', {}, h('input', { type: 'checkbox', checked: selected, onchange }), words) : words,
    changed ? h('span', { class: 'badge' }, changed) : null,
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        'aria-label': `Remove ${orderWords(resource)}`,
        onclick: () => remove(i),
      },
      'Remove',
    ),
  );
}

/** The drafts as items of a list. `toggle(i, selected)` chooses among them, null where none is chosen. */
export function draftItems(drafts, actions) {
  if (drafts.length === 0) return [h('li', { class: 'faint none' }, 'No draft orders.')];
  return drafts.map((draft, i) => draftItem(draft, i, actions));
}
