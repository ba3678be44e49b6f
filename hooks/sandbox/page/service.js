// What this service is asked: the same addresses that an EHR calls, and those of the sandbox. All are below
// the page.

async function json(response) {
  const text = await response.text();
  try {
    return { status: response.status, text, body: JSON.parse(text) };
  } catch {
    return { status: response.status, text, body: null };
  }
}

async function got(path, options = {}) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response;
}

export const discovery = async () => (await got('cds-services')).json();
export const stories = async () => (await got('sandbox/stories')).json();
export const orders = async () => (await got('sandbox/orders')).json();

/** The request of a story as it is written, which may be no JSON. `signal` ends the reading. */
export const storyRequest = async (name, signal) =>
  (await got(`sandbox/stories/${encodeURIComponent(name)}`, { signal })).text();

/** The clinical rows by id, as the tables of the program's own documentation tell them. */
export async function rows() {
  const text = await (await got('sandbox/rows')).text();
  const told = new Map();
  let column = -1; // of the table, that which says when a row speaks
  for (const line of text.split('\n')) {
    const cells = line.split(/\s*(?<!\\)\|\s*/);
    if (cells.length < 3) column = -1;
    else if (cells[1] === 'id')
      column = cells.findIndex((cell) => ['rule', 'when', 'present when'].includes(cell));
    else if (column > 0 && cells[column])
      for (const id of cells[1].split(/,\s*/)) told.set(id, cells[column]);
  }
  return told;
}

/** Calls a hook: `{ status, text, body, milliseconds }`. */
export async function callHook(service, body, { asOf, visit }) {
  const query = new URLSearchParams({ visit, ...(asOf ? { 'as-of': asOf } : {}) });
  const began = performance.now();
  const response = await fetch(`sandbox/cds-services/${service}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { ...(await json(response)), milliseconds: performance.now() - began };
}

/** Tells what became of a card. True once it is stored; otherwise the service's words. */
export async function sendFeedback(service, feedback) {
  const response = await fetch(`cds-services/${service}/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ feedback: [{ ...feedback, outcomeTimestamp: new Date().toISOString() }] }),
  });
  if (response.ok) return true;
  const { body } = await json(response);
  return body?.issue?.[0]?.diagnostics ?? `the service answered ${response.status}`;
}

/** What became of the cards of the last 30 days, or null where this page may not know. */
export async function report() {
  const response = await fetch('reports/feedback');
  return response.ok ? response.json() : null;
}
