// A FHIR server and the search for a patient of it.
import { closedWhile } from './closing.js';
import { by, counted, fill, h, icon } from './dom.js';
import { FhirProblem, prefetch, searchPatients } from './fhir.js';
import { nameOf } from './record.js';
import { newTurn } from './turn.js';

/** The server that the address of the page names; empty if it names none. */
export const namedServer = (new URL(location.href).searchParams.get('fhir-server') ?? '').replace(/\/+$/, '');

let opened = null;

// The policy of the page lets it ask the one server that its address names, so another server is another
// address.
function connect(event) {
  event.preventDefault();
  const server = by('server').value.trim().replace(/\/+$/, '');
  if (server !== namedServer) {
    location.search = new URLSearchParams({ 'fhir-server': server }).toString();
    return;
  }
  search(event);
}

function serverProblem(words) {
  fill(
    by('server-problem'),
    words ? h('div', { class: 'notice' }, icon('warning'), h('p', {}, words)) : null,
  );
}

/** A turn of this form, which says what it does until it has done it or another begins. */
function turnThatSays(words) {
  const turn = newTurn();
  fill(by('server-state'), words);
  turn.addEventListener('abort', () => {
    fill(by('server-state'));
    serverProblem('');
  });
  return turn;
}

const token = () => by('token').value.trim();

async function search(event) {
  event.preventDefault();
  const turn = turnThatSays('Searching …');
  fill(by('patients'));
  try {
    const { found, remark } = await searchPatients(namedServer, token(), by('name').value.trim(), turn);
    if (turn.aborted) return;
    fill(
      by('server-state'),
      found.length ? `${counted(found.length, 'patient')} found` : remark ? '' : 'No patient of that name',
    );
    if (remark)
      serverProblem(`${namedServer} ${found.length ? 'says' : 'sent no patient, and says'} ${remark}.`);
    fill(
      by('patients'),
      found.map((each) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', onclick: () => openPatient(each) },
            h('span', {}, nameOf(each) || 'No name recorded'),
            h(
              'span',
              { class: 'faint' },
              [each.gender, each.birthDate, each.id].filter((part) => typeof part === 'string').join(' · '),
            ),
          ),
        ),
      ),
    );
  } catch (error) {
    if (turn.aborted) return;
    fill(by('server-state'), '');
    serverProblem(
      `${namedServer}: ${error instanceof FhirProblem ? error.message : 'it could not be read'}.`,
    );
  }
}

async function openPatient(who) {
  const whose = `The record of ${nameOf(who) || who.id}`;
  const turn = turnThatSays(`${whose} is being read …`);
  const reading = prefetch(namedServer, token(), opened.templates(), who.id, turn);
  const read = await closedWhile(turn, whose, reading);
  if (turn.aborted) return;
  const failed = Object.entries(read.problems).map(([key, words]) => `${key} (${words})`);
  const lists = counted(Object.keys(read.prefetch).length, 'list');
  fill(by('server-state'), failed.length ? '' : `Read: ${lists}.`);
  serverProblem(
    failed.length ? `${counted(failed.length, 'list')} could not be read whole: ${failed.join('; ')}.` : '',
  );
  await opened.chart(who.id, read.prefetch);
}

/**
 * Listens to the forms of the server. `templates()` gives the prefetch templates, and what was read is opened
 * by `chart(patientId, prefetch)`.
 */
export function listenToServer({ templates, chart }) {
  opened = { templates, chart };
  by('connect').addEventListener('submit', connect);
  by('search').addEventListener('submit', search);
  if (!namedServer) return;
  by('server').value = namedServer;
  by('search').hidden = false;
}
