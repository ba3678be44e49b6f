// The FHIR server that the user named, asked from this page as an EHR asks its own.

import { isFailure, isOutcome, saidBy } from './operation_outcome.js';

const mostPages = 10;
const patience = 20000; // milliseconds

/** What went wrong, in words for a person. */
export class FhirProblem extends Error {}

const statusWords = {
  401: 'it wants a token, or another one',
  403: 'it does not allow this',
  404: 'there is nothing at this address',
  429: 'it is asked too often',
};

async function read(url, token, signal) {
  let response = null;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/fhir+json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      credentials: 'omit',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
  } catch (error) {
    throw new FhirProblem(
      error.name === 'TimeoutError'
        ? `no answer within ${patience / 1000} seconds`
        : 'it cannot be reached, or does not let web pages ask (CORS)',
    );
  }
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) throw new FhirProblem(refusal(response.status, answer));
  if (answer === undefined) throw new FhirProblem('it answers with something that is no JSON');
  if (typeof answer?.resourceType !== 'string')
    throw new FhirProblem('it answers with something that is no FHIR resource');
  if (isOutcome(answer)) throw new FhirProblem(`it says ${quoted(saidBy(answer))}`);
  return answer;
}

const quoted = (said) => `“${said}”`;

function refusal(status, answer) {
  const meant = statusWords[status] ? `: ${statusWords[status]}` : '';
  return `HTTP ${status}${meant}${isOutcome(answer) ? `; it says ${quoted(saidBy(answer))}` : ''}`;
}

const entries = (bundle) => (Array.isArray(bundle?.entry) ? bundle.entry : []);
const next = (bundle) =>
  (Array.isArray(bundle?.link) ? bundle.link : []).find((each) => each?.relation === 'next')?.url;

const resources = (bundle) => entries(bundle).map((entry) => entry?.resource);

/** What a server says beside the matches of a search (https://hl7.org/fhir/R4/http.html#search, mode outcome). */
const remarks = (bundle) => resources(bundle).filter(isOutcome);

/**
 * Patients by a part of their name; all of them without one: `{ found, remark }`. `remark` is what the server
 * says beside them, empty if nothing; so nobody is there for sure only if it is. `signal` ends the search.
 */
export async function searchPatients(server, token, name, signal) {
  const query = new URLSearchParams({ _count: '20', ...(name ? { name } : {}) });
  const bundle = bundleIn(await read(`${server}/Patient?${query}`, token, signal));
  return {
    found: resources(bundle).filter((each) => each?.resourceType === 'Patient' && each.id),
    remark: remarks(bundle).map(saidBy).map(quoted).join(', '),
  };
}

function bundleIn(answer) {
  if (answer?.resourceType !== 'Bundle') throw new FhirProblem('it answers a search with something else');
  return answer;
}

// A token goes to no other server than the one that was named.
function nextOf(bundle, url) {
  if (!next(bundle)) return null;
  try {
    const to = new URL(next(bundle), url);
    return to.origin === new URL(url).origin ? to.href : null;
  } catch {
    return null;
  }
}

async function readAll(url, token, signal) {
  const first = await read(url, token, signal);
  if (first?.resourceType !== 'Bundle') return first;
  let page = first;
  let at = url;
  const all = [...entries(first)];
  for (let pages = 1; pages < mostPages; ++pages) {
    at = nextOf(page, at);
    if (!at) break;
    page = bundleIn(await read(at, token, signal));
    all.push(...entries(page));
  }
  // What was not read to its end says so by its link.
  return { ...first, entry: all, link: (page.link ?? []).filter((each) => each?.relation === 'next') };
}

const outcome = (problem) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'transient', diagnostics: problem }],
});

/**
 * Runs the prefetch templates of a service for a patient. What failed is an OperationOutcome, as CDS Hooks
 * has it, and stands in `problems` by its key; so does what `signal` ended, and that a list came with an error.
 */
export async function prefetch(server, token, templates, patientId, signal) {
  const problems = {};
  const values = await Promise.all(
    Object.entries(templates).map(async ([key, template]) => {
      const query = template.replaceAll('{{context.patientId}}', encodeURIComponent(patientId));
      try {
        const value = await readAll(`${server}/${query}`, token, signal);
        const wrong = remarks(value).filter(isFailure);
        if (wrong.length) problems[key] = `it says ${wrong.map(saidBy).map(quoted).join(', ')}`;
        return [key, value];
      } catch (error) {
        problems[key] = error instanceof FhirProblem ? error.message : 'it could not be read';
        return [key, outcome(problems[key])];
      }
    }),
  );
  return { prefetch: Object.fromEntries(values), problems };
}
