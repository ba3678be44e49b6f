// What a FHIR server says of a call (https://hl7.org/fhir/R4/operationoutcome.html), in its own words.

const longest = 400; // characters: a server may send its whole stack

const list = (value) => (Array.isArray(value) ? value : []);
const text = (value) => (typeof value === 'string' ? value.trim() : '');

export const isOutcome = (resource) => resource?.resourceType === 'OperationOutcome';

const failures = ['fatal', 'error'];

/** Does it tell of something that failed, rather than of a hint? */
export const isFailure = (outcome) => list(outcome.issue).some((issue) => failures.includes(issue?.severity));

const wordsOf = (issue) =>
  text(issue?.details?.text) ||
  text(issue?.diagnostics) ||
  text(list(issue?.details?.coding)[0]?.display) ||
  text(issue?.code);

/** The words of its issues. They are a stranger's, and text alone. */
export function saidBy(outcome) {
  const said = list(outcome.issue).map(wordsOf).filter(Boolean).join('; ') || 'nothing more';
  return said.length > longest ? `${said.slice(0, longest)} …` : said;
}
