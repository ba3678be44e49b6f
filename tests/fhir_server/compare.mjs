// tests/fhir_server/compare.mjs PROGRAM FOLDER ...: PROGRAM gives the same cards whether a record is prefetched or fetched
// from a FHIR server that is not ours. Records are the requests of stories in the FOLDERs, and the smallest of their
// Synthea charts, since that server takes its time to search. Ends with what a call for a story takes either way.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { jsonIn, serve } from './server.mjs';

const [program, ...folders] = process.argv.slice(2);
const mostCharts = 10;
const keys = {
  conditions: 'Condition',
  observations: 'Observation',
  imagingStudies: 'ImagingStudy',
  diagnosticReports: 'DiagnosticReport',
  medications: 'MedicationRequest',
  procedures: 'Procedure',
  serviceRequests: 'ServiceRequest',
  questionnaireResponses: 'QuestionnaireResponse',
};

/** The call that a clinician makes who orders a lumbar MRI. */
function orderFor(patientId) {
  const coding = [{ system: 'http://www.ama-assn.org/go/cpt', code: '72148' }];
  const subject = { reference: `Patient/${patientId}` };
  const resource = { resourceType: 'ServiceRequest', id: 'mri', status: 'draft', intent: 'order', code: { coding }, subject };
  const draftOrders = { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] };
  return {
    hook: 'order-select',
    hookInstance: 'b0b7f8f2-3f1e-4a53-8a0c-2b1f0c5f3e11',
    context: { userId: 'Practitioner/1', patientId, selections: ['ServiceRequest/mri'], draftOrders },
  };
}

/** A Bundle's record as a client prefetches it: each list the newest first, references as a server has them. */
function prefetchOf(bundle) {
  const text = JSON.stringify(bundle);
  const types = new Map(bundle.entry.map(({ resource }) => [resource.id, resource.resourceType]));
  const resources = JSON.parse(text, (key, value) => {
    const id = key === 'reference' && typeof value === 'string' ? value.replace(/^urn:uuid:/, '') : undefined;
    return id !== undefined && id !== value && types.has(id) ? `${types.get(id)}/${id}` : value;
  }).entry.map(({ resource }) => resource);
  const prefetch = { patient: resources.find((resource) => resource.resourceType === 'Patient') };
  for (const [key, type] of Object.entries(keys)) {
    const entry = resources.filter((resource) => resource.resourceType === type).map((resource) => ({ resource }));
    prefetch[key] = { resourceType: 'Bundle', type: 'searchset', entry };
  }
  return prefetch;
}

/** A hook request with a whole record; nothing for a file that is none. */
function requestIn(file) {
  let json;
  try {
    json = jsonIn(file);
  } catch {
    return undefined; // a story of malformed JSON
  }
  if (json.resourceType === 'Bundle') {
    if (!json.entry.some(({ resource }) => resource.resourceType === 'Patient')) return undefined;
    const prefetch = prefetchOf(json);
    return { ...orderFor(prefetch.patient.id), prefetch };
  }
  const isList = (value) => value?.resourceType === 'Bundle' && !value.link && (value.entry ?? []).every((entry) => entry.resource?.id);
  const isWhole =
    json.prefetch?.patient?.resourceType === 'Patient' &&
    Object.keys(keys).every((key) => isList(json.prefetch[key]) || key === 'questionnaireResponses');
  return isWhole ? { ...json, prefetch: { questionnaireResponses: null, ...json.prefetch } } : undefined;
}

function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return name === 'request.json' || name.endsWith('.json.gz') ? [path] : [];
  });
}

async function start(fhirServer) {
  const child = spawn(program, ['serve', '--port', '0', '--as-of', '2026-11-21', '--database', 'none',
    '--allow-fhir-server', fhirServer, '--deadline-ms', '20000'], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) return { child, url: line.replace(/^CDS Hooks discovery: /, '') };
}

/** The answer to a call, and the milliseconds that it took. */
async function ask(service, request) {
  const began = performance.now();
  const body = JSON.stringify(request);
  const response = await fetch(`${service.url}/psoas-${request.hook}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const json = await response.json();
  return { status: response.status, cards: json.cards, milliseconds: performance.now() - began };
}

const said = ({ status, cards }) =>
  JSON.stringify([status, (cards ?? []).map(({ summary, indicator, source }) => [indicator, source.topic.code, summary]).sort()]);
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const isChart = (file) => file.endsWith('.json.gz');
const bySize = (a, b) => statSync(a).size - statSync(b).size;
const found = folders.flatMap(filesIn);
const files = [...found.filter((file) => !isChart(file)), ...found.filter(isChart).sort(bySize).slice(0, mostCharts)];
const records = files.map((file) => ({ file, request: requestIn(file) })).filter(({ request }) => request);
const fhir = await serve(records.map(({ file }) => file));
const service = await start(fhir.url);
const times = { 'everything prefetched': [], 'observations fetched': [], 'everything fetched': [] };
let different = 0;
let cards = 0;
for (const [index, { file, request }] of records.entries()) {
  const fhirServer = `${fhir.url}/${index}`;
  const { prefetch, ...bare } = request;
  const { observations, ...others } = prefetch;
  const answers = {};
  for (let round = 0; round < (isChart(file) ? 1 : 3); ++round) {
    answers['everything prefetched'] = await ask(service, request);
    answers['observations fetched'] = await ask(service, { ...bare, fhirServer, prefetch: others });
    answers['everything fetched'] = await ask(service, { ...bare, fhirServer });
  }
  if (!isChart(file)) for (const [way, answer] of Object.entries(answers)) times[way].push(answer.milliseconds);
  const expected = said(answers['everything prefetched']);
  cards += answers['everything prefetched'].cards?.length ?? 0;
  for (const [way, answer] of Object.entries(answers)) {
    if (said(answer) === expected) continue;
    ++different;
    console.error(`${file}: ${way}\n  ${said(answer)}\ninstead of\n  ${expected}`);
  }
}
service.child.kill();
fhir.server.close();
fhir.server.closeAllConnections();
console.log(`${records.length} records with ${cards} cards, ${different} answers that differ`);
for (const [way, numbers] of Object.entries(times)) console.log(`${way}: median ${median(numbers).toFixed(1)} ms`);
process.exitCode = different > 0 || records.length < 10 ? 1 : 0;
