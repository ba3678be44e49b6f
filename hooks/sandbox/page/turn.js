// Whose turn it is: of all that is opened or searched for, the last alone may show itself.

let latest = new AbortController();

/** Begins a turn, which ends the one before: its signal aborts, and with it what it still reads. */
export function newTurn() {
  latest.abort();
  latest = new AbortController();
  return latest.signal;
}
