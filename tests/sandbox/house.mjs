// What the tests stand in: the service as a process, a FHIR server of a few lines, and a browser that goes
// nowhere else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const sources = process.env.PSOAS_SOURCES;
export const screenshots = new URL('./screenshots/', import.meta.url).pathname;
export const source = (path) => readFileSync(join(sources, path));

/** The stories of fixtures/ with what they expect. */
export function stories() {
  return readdirSync(join(sources, 'fixtures'))
    .filter((name) => existsSync(join(sources, 'fixtures', name, 'story.md')))
    .map((name) => {
      const read = (file) => readFileSync(join(sources, 'fixtures', name, file), 'utf8');
      return {
        name,
        title: read('story.md').split('\n')[0].slice(2),
        request: read('request.json'),
        expected: JSON.parse(read('expected.json')),
      };
    });
}

/** The service on a free port with a new database: `{ url, stop }`. */
export async function service(...options) {
  const folder = mkdtempSync(join(tmpdir(), 'psoas-sandbox-'));
  const child = spawn(
    process.env.PSOAS_CDS,
    ['serve', '--port', '0', '--database', join(folder, 'feedback.sqlite'), ...options],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true });
  };
  for await (const line of createInterface({ input: child.stdout }))
    return { url: line.replace(/^CDS Hooks discovery: /, '').replace(/cds-services$/, ''), stop };
  throw new Error('the service did not start');
}

/**
 * A FHIR server that has one list for each type: `{ url, asked, stop }`. `asked` fills with the requests. It
 * wants the token where one is given, and lets web pages ask, as servers for SMART apps do. `held(url)` may give
 * a promise, which the answer to that address waits for, and `instead(url)` what is answered in the place of
 * the resources: `[status, body]`.
 */
export async function fhirServer(
  resources,
  { token = null, broken = [], pages = {}, held = () => null, instead = () => null } = {},
) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://fhir.example');
    asked.push({
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.authorization,
    });
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'accept, authorization',
    };
    const answer = (status, body) => {
      response.writeHead(status, { ...cors, 'content-type': 'application/fhir+json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    };
    if (request.method === 'OPTIONS') return answer(204);
    if (token && request.headers.authorization !== `Bearer ${token}`) return answer(401, {});
    await held(url);
    const other = instead(url);
    if (other) return answer(...other);
    const [, type, id] = url.pathname.match(/^\/fhir\/([A-Za-z]+)(?:\/([^/]+))?$/) ?? [];
    if (!type || broken.includes(type)) return answer(500, {});
    const all = resources.filter((each) => each.resourceType === type);
    if (id)
      return all.some((each) => each.id === id)
        ? answer(
            200,
            all.find((each) => each.id === id),
          )
        : answer(404, {});
    const name = url.searchParams.get('name')?.toLowerCase();
    const found = all.filter(
      (each) =>
        !name ||
        JSON.stringify(each.name ?? '')
          .toLowerCase()
          .includes(name),
    );
    const size = pages[type] ?? Infinity;
    const page = Number(url.searchParams.get('page') ?? 0);
    const rest = found.slice(page * size, (page + 1) * size);
    const next =
      (page + 1) * size < found.length
        ? [
            {
              relation: 'next',
              url: `${type}?${new URLSearchParams({ ...Object.fromEntries(url.searchParams), page: page + 1 })}`,
            },
          ]
        : [];
    return answer(200, {
      resourceType: 'Bundle',
      type: 'searchset',
      total: found.length,
      link: next,
      entry: rest.map((resource) => ({ resource })),
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/fhir`, asked, stop };
}

let browser = null;

export async function openBrowser() {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
}
export const closeBrowser = () => browser.close();

/**
 * A page that remembers what must not happen: `troubles` (errors of scripts, messages of the console,
 * violations of its policy, dialogs) and `outside` (requests to others than the service and `allowed`).
 */
export async function open(base, path, { width = 1440, height = 900, scheme = 'light', allowed = [] } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const troubles = [];
  const outside = [];
  const origins = [base, ...allowed].map((url) => new URL(url).origin);
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on('dialog', async (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!origins.includes(new URL(request.url()).origin)) outside.push(request.url());
  });
  await page.exposeFunction('tellViolation', (words) => troubles.push(`policy: ${words}`));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) =>
      window.tellViolation(`${event.effectiveDirective} ${event.blockedURI}`),
    ),
  );
  await page.goto(new URL(path, base).href);
  return { page, troubles, outside, close: () => context.close() };
}

/** Waits until the answer to the last call is shown. */
export const settled = (page) =>
  page.waitForFunction(() => document.getElementById('cards').getAttribute('aria-busy') === 'false');

/** Does something that calls the service, and gives what that answers. */
export async function answerTo(page, act) {
  const [response] = await Promise.all([
    page.waitForResponse((each) => each.url().includes('/sandbox/cds-services/')),
    act(),
  ]);
  const answer = await response.json();
  await settled(page);
  return answer;
}

/** The cards as they are shown: topic and indicator. */
export const shownCards = (page) =>
  page
    .locator('article.card')
    .evaluateAll((cards) =>
      cards.map(({ dataset }) => ({ topic: dataset.topic, indicator: dataset.indicator })),
    );
