// The orders of a chart are closed while another is read: what is placed then would be lost with this one.
import { by, fill } from './dom.js';

function close(words) {
  for (const part of document.querySelectorAll('fieldset.of-the-chart')) part.disabled = words !== '';
  fill(by('orders-closed'), words);
}

/**
 * Gives what `reading` gives, which reads another chart. Until then, or until `turn` ends, no order is placed,
 * taken back or suggested in the chart that is shown, and the page says why.
 */
export async function closedWhile(turn, whose, reading) {
  close(`${whose} is being read: orders are taken again when that is done.`);
  turn.addEventListener('abort', () => close(''));
  try {
    return await reading;
  } finally {
    if (!turn.aborted) close('');
  }
}
