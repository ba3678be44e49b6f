// The FHIR server that the user named, asked from this page as an EHR asks its own.

const mostPages = 10;
const patience = 20000; // milliseconds

/** What went wrong, in words for a person. */
export class FhirProblem extends Error {}

const words = {
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
  if (!response.ok)
    throw new FhirProblem(
      `HTTP ${response.status}${words[response.status] ? `: ${words[response.status]}` : ''}`,
    );
  try {
    return await response.json();
  } catch {
    throw new FhirProblem('it answers with something that is no JSON');
  }
}

const entries = (bundle) => (Array.isArray(bundle?.entry) ? bundle.entry : []);
const next = (bundle) =>
  (Array.isArray(bundle?.link) ? bundle.link : []).find((each) => each?.relation === 'next')?.url;

/** Patients by a part of their name; all of them without one. `signal` ends the search. */
export async function searchPatients(server, token, name, signal) {
  const query = new URLSearchParams({ _count: '20', ...(name ? { name } : {}) });
  const bundle = await read(`${server}/Patient?${query}`, token, signal);
  return entries(bundle)
    .map((entry) => entry?.resource)
    .filter((each) => each?.resourceType === 'Patient' && each.id);
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
    page = await read(at, token, signal);
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
 * has it, and stands in `problems` by its key; so does what `signal` ended.
 */
export async function prefetch(server, token, templates, patientId, signal) {
  const problems = {};
  const values = await Promise.all(
    Object.entries(templates).map(async ([key, template]) => {
      const query = template.replaceAll('{{context.patientId}}', encodeURIComponent(patientId));
      try {
        return [key, await readAll(`${server}/${query}`, token, signal)];
      } catch (error) {
        problems[key] = error instanceof FhirProblem ? error.message : 'it could not be read';
        return [key, outcome(problems[key])];
      }
    }),
  );
  return { prefetch: Object.fromEntries(values), problems };
}
