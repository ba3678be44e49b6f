// A record in words. Whatever its server sent is taken for what it is: nothing here trusts a shape.

const list = (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
const text = (value) => (typeof value === 'string' ? value : '');

/** A HumanName of any version of FHIR. */
export function nameOf(patient) {
  const names = list(patient?.name);
  const name = names.find((each) => each?.use === 'official') ?? names[0];
  const parts = [...list(name?.given), ...list(name?.family)].map(text).filter(Boolean);
  return text(name?.text) || parts.join(' ');
}

/** Whole years on a day; null where one of both is not known to the day. */
export function ageOn(birthDate, day) {
  const born = /^(\d{4})-(\d{2})-(\d{2})/.exec(text(birthDate));
  const now = /^(\d{4})-(\d{2})-(\d{2})/.exec(text(day));
  if (!born || !now) return null;
  const had = now[2] + now[3] >= born[2] + born[3];
  return Number(now[1]) - Number(born[1]) - (had ? 0 : 1);
}

/** A CodeableConcept in words. */
export function conceptWords(concept) {
  const codings = list(concept?.coding);
  const shown = codings.find((each) => text(each?.display)) ?? codings[0];
  return text(concept?.text) || text(shown?.display) || text(shown?.code);
}

/** What a draft orders. */
export function orderWords(resource) {
  const concept = resource?.code ?? resource?.medicationCodeableConcept ?? resource?.medication?.concept;
  const described = text(resource?.description) || text(resource?.focus?.display);
  return conceptWords(concept?.concept ?? concept) || described || text(resource?.resourceType) || 'An order';
}

const systems = {
  'http://www.ama-assn.org/go/cpt': 'CPT',
  'http://loinc.org': 'LOINC',
  'http://snomed.info/sct': 'SNOMED CT',
  'http://www.radlex.org': 'RadLex',
  'http://radlex.org': 'RadLex',
};
export const systemWords = (system) => systems[system] ?? text(system);

/** "CPT 72148"; empty for an order in words. */
export function orderCode(resource) {
  const coding = list(resource?.code?.coding)[0];
  return text(coding?.code) ? `${systemWords(coding.system)} ${coding.code}`.trim() : '';
}

/** The reasons of a draft in words. */
export function reasonWords(resource) {
  return [...list(resource?.reasonCode), ...list(resource?.reason)]
    .map((each) => conceptWords(each?.concept ?? each))
    .filter(Boolean)
    .join('; ');
}

/** The resource "Condition/1" among what was prefetched and drafted; null if it is not there. */
export function findResource(reference, prefetch, drafts) {
  const wanted = text(reference).split('/').slice(-2).join('/');
  const all = [
    ...Object.values(prefetch ?? {}).flatMap((value) => [
      value,
      ...list(value?.entry).map((each) => each?.resource),
    ]),
    ...drafts,
  ];
  return all.find((each) => each && `${each.resourceType}/${each.id}` === wanted) ?? null;
}

/** How many resources a prefetch value brings; null where it is no answer. */
export function sizeOf(value) {
  if (value === null) return 0;
  if (value === undefined || value.resourceType === 'OperationOutcome') return null;
  return value.resourceType === 'Bundle' ? list(value.entry).length : 1;
}
