// The sandbox page in a browser (P-120 to P-122).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  answerTo,
  closeBrowser,
  fhirServer,
  open,
  openBrowser,
  screenshots,
  service,
  settled,
  shownCards,
  source,
  stories,
} from './house.mjs';

let running = null;
const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const backPain = 'back-pain-day-5-lumbar-mri';
const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>[x](javascript:alert(3))';

before(async () => {
  running = await service();
  await openBrowser();
});
after(async () => {
  await closeBrowser();
  await running?.stop();
});

/** A page of a story, whose troubles and outside requests are looked at when the test ends. */
async function visit(t, path, options = {}) {
  const visited = await open(options.base ?? running.url, path, options);
  t.after(async () => {
    await visited.close();
    assert.deepEqual(
      visited.troubles.filter((trouble) => !(options.expects ?? /^$/).test(trouble)),
      [],
    );
    assert.deepEqual(visited.outside, []);
  });
  return visited.page;
}

async function visitStory(t, name, options = {}) {
  const page = await visit(t, `?story=${name}`, options);
  await settled(page);
  return page;
}

const place = async (page, typed) => {
  await page.getByRole('combobox', { name: 'Place an order' }).fill(typed);
  return answerTo(page, () => page.getByRole('combobox', { name: 'Place an order' }).press('Enter'));
};

test('every story shows the cards that its answer file has', async (t) => {
  const page = await visitStory(t, backPain, { expects: /status of 4\d\d/ });
  for (const { name, title, request, expected } of stories()) {
    if (expected.settings) continue; // of sites with settings of their own: the next test
    await page.getByRole('combobox', { name: 'Story' }).fill(title);
    const options = page.getByRole('option').filter({ has: page.getByText(title, { exact: true }) });
    const posted = page.waitForRequest((each) => each.url().includes('/sandbox/cds-services/'));
    await answerTo(page, () => options.first().click());
    assert.equal((await posted).postData(), request, `${name} is sent as it is written`);
    const cards = expected.cards ?? [];
    assert.deepEqual(
      await shownCards(page),
      cards.map(({ topic, indicator }) => ({ topic, indicator })),
      name,
    );
    const refused = page.locator('#problem [data-status]');
    if (expected.status === 200) assert.equal(await refused.count(), 0, name);
    else assert.equal(await refused.getAttribute('data-status'), String(expected.status), name);
  }
});

test('a story of a site with settings of its own says so and shows its cards where the service has them', async (t) => {
  const others = stories().filter(({ expected }) => expected.settings);
  assert.ok(others.length >= 2);
  for (const { name, expected } of others) {
    const flags = Object.entries(expected.settings).map(([key, value]) => `--policy.${key}=${value}`);
    const site = await service(...flags);
    t.after(site.stop);
    const page = await visitStory(t, name, { base: site.url });
    assert.deepEqual(
      await shownCards(page),
      expected.cards.map(({ topic, indicator }) => ({ topic, indicator })),
      name,
    );
    assert.match(
      await page.locator('#story-note').innerText(),
      new RegExp(Object.keys(expected.settings)[0]),
    );
  }
});

test('an accepted suggestion changes the drafts and the cards and the service is told', async (t) => {
  const page = await visitStory(t, backPain);
  assert.equal(await page.locator('#drafts li').count(), 1);
  const told = page.waitForRequest((each) => each.url().endsWith('/feedback') && each.method() === 'POST');
  const removed = await answerTo(page, () =>
    page.getByRole('button', { name: 'Remove the imaging order' }).click(),
  );
  assert.deepEqual(removed.cards, []);
  assert.deepEqual(await shownCards(page), []);
  assert.equal(await page.locator('#drafts').innerText(), 'No draft orders.');
  assert.match(
    await page.locator('#status').innerText(),
    /Accepted “Remove the imaging order”\. Feedback is stored\. No cards/,
  );
  const {
    feedback: [entry],
  } = JSON.parse((await told).postData());
  assert.equal(entry.outcome, 'accepted');
  assert.equal(entry.acceptedSuggestions.length, 1);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'cards-heading');
});

test('a suggestion that adds an order puts it among the drafts and that can be taken back', async (t) => {
  const page = await visitStory(t, backPain);
  await answerTo(page, () => page.getByRole('button', { name: /Refer for physical therapy/ }).click());
  assert.equal(await page.locator('#drafts li').count(), 2);
  assert.match(await page.locator('#drafts li').last().innerText(), /physical therapy/i);
  await answerTo(page, () => page.getByRole('button', { name: /Remove .*physical therapy/i }).click());
  assert.equal(await page.locator('#drafts li').count(), 1);
});

test('a double click on a suggestion accepts it once', async (t) => {
  const page = await visitStory(t, backPain);
  const told = [];
  page.on('request', (each) => {
    if (each.url().endsWith('/feedback') && each.method() === 'POST') told.push(each);
  });
  await answerTo(page, () => page.getByRole('button', { name: /Refer for physical therapy/ }).dblclick());
  assert.equal(told.length, 1);
  assert.equal(await page.locator('#drafts li').count(), 2);
});

test('an override with a reason arrives in the report and the card is not shown again', async (t) => {
  const own = await service();
  t.after(own.stop);
  const page = await visitStory(t, backPain, { base: own.url });
  await page.getByText('Override …').click();
  const reason = page.locator('.override input[type=radio]').first();
  const words = await page.locator('.override .reason').first().innerText();
  await reason.check();
  await page.getByRole('button', { name: 'Override', exact: true }).click();
  await page.getByText(`Overridden: ${words}. Feedback is stored.`).waitFor();

  const report = await (await fetch(`${own.url}reports/feedback`)).json();
  const topic = report.topics.find((each) => each.topic === 'premature-imaging');
  assert.equal(topic.overridden, 1);
  assert.equal(topic.overrideReasons[0].display, words);
  await page.getByRole('tab', { name: 'Feedback' }).click();
  assert.match(
    await page.getByRole('tabpanel').innerText(),
    new RegExp(`premature-imaging[\\s\\S]*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
  );

  await answerTo(page, () => page.getByRole('button', { name: 'Ask the service' }).click());
  assert.deepEqual(await shownCards(page), []);
  assert.match(await page.locator('#status').innerText(), /not shown again, since you answered before/);
  // Another visit is another EHR.
  await answerTo(page, () => page.getByRole('button', { name: 'Next' }).click());
  await answerTo(page, () => page.getByRole('button', { name: 'Previous' }).click());
  assert.deepEqual(await shownCards(page), [{ topic: 'premature-imaging', indicator: 'warning' }]);
});

test('a service that keeps no feedback says so and the drafts change all the same', async (t) => {
  const own = await service('--database', 'none');
  t.after(own.stop);
  const page = await visitStory(t, backPain, { base: own.url, expects: /404/ });
  await answerTo(page, () => page.getByRole('button', { name: 'Remove the imaging order' }).click());
  await page.getByText(/Feedback is not stored: This service keeps no feedback/).waitFor();
  assert.equal(await page.locator('#drafts').innerText(), 'No draft orders.');
});

test('an order is placed by typing and its study gets a card', async (t) => {
  const page = await visitStory(t, backPain);
  await answerTo(page, () => page.getByRole('button', { name: /^Remove MRI/ }).click());
  assert.deepEqual(await shownCards(page), []);
  await page.getByRole('combobox', { name: 'Place an order' }).fill('mri lumbar without contrast');
  const options = await page.getByRole('option').allInnerTexts();
  assert.ok(
    options.some((each) => /MR Lumbar spine WO contrast[\s\S]*LOINC 30679-5/.test(each)),
    options.join(' | '),
  );
  await answerTo(page, () => page.getByRole('option', { name: /30679-5/ }).click());
  assert.match(await page.locator('#drafts').innerText(), /MR Lumbar spine WO contrast/);
  assert.deepEqual(await shownCards(page), [{ topic: 'premature-imaging', indicator: 'warning' }]);
  // What is not selected gets no card, and the focus stays on its box.
  const box = page.locator('#drafts input[type=checkbox]');
  await box.focus();
  await answerTo(page, () => page.keyboard.press('Space'));
  assert.deepEqual(await shownCards(page), []);
  assert.ok(await box.evaluate((element) => element === document.activeElement));
  // A code of the site's own, and words.
  await place(page, 'https://hospital.example/codes|RAD1');
  await place(page, 'something that no list has');
  assert.match(await page.locator('#drafts').innerText(), /RAD1[\s\S]*something that no list has/);
});

test('contrast is found as clinicians write it and never its contrary', async (t) => {
  const page = await visitStory(t, backPain);
  const box = page.getByRole('combobox', { name: 'Place an order' });
  const lumbar = { without: '(30679-5|72148)', with: '72149', both: '(24967-2|72158)', none: '24968-0' };
  const hip = { without: '(30687-8|73721)', with: '73722', both: '(30688-6|73723)' };
  for (const [typed, found] of [
    ['mri lumbar w/o', lumbar.without],
    ['MRI lumbar W/O contrast', lumbar.without],
    ['mri lumbar w/o contrast.', lumbar.without],
    ['mri lumbar wo', lumbar.without],
    ['mri lumbar w.o. contrast', lumbar.without],
    ['mri l-spine w/out contrast', lumbar.without],
    ['noncontrast mri lumbar', lumbar.without],
    ['mri lumbar no contrast', lumbar.without],
    ['mri lumbar witho', lumbar.without],
    ['mri lumbar w/ contrast', lumbar.with],
    ['mri lumbar w/contrast', lumbar.with],
    ['mri lumbar w', lumbar.with],
    ['mri lumbar with contrast', lumbar.with],
    ['contrast enhanced mri lumbar', lumbar.with],
    ['mri lumbar without and with', lumbar.both],
    ['mri lumbar with and without contrast', lumbar.both],
    ['mri lumbar w/wo', lumbar.both],
    ['mri lumbar w & w/o', lumbar.both],
    ['mri lumbar w w/o contrast', lumbar.both],
    ['mri lumbar wwo', lumbar.both],
    ['mri lumbar with or without contrast', '(30679-5|7214[89]|72158|24967-2)'], // whichever
    ['mri lumbar', lumbar.none],
    ['mri hip w/o', hip.without],
    ['mri hip w/ contrast', hip.with],
    ['mri hip wo and w', hip.both],
    ['injection with ultrasound', '20611'],
    ['injection w/o ultrasound', '20610'],
  ]) {
    await box.fill(typed);
    const shown = await page.getByRole('option').allInnerTexts();
    assert.match(shown[0], new RegExp(` ${found}$`), `${typed}: ${shown.join(' | ')}`);
    assert.match(shown.at(-1), /in words/);
  }
  for (const [typed, never] of [
    ['mri w/ contrast', /\bWO\b|without/],
    ['mri w/o contrast', /\bW\b|with\b/],
    ['mri without and with', /^(?!.*(WO and W|without then with))/],
  ]) {
    await box.fill(typed);
    const orders = (await page.getByRole('option').allInnerTexts()).slice(0, -1);
    assert.ok(orders.length > 2, typed);
    assert.deepEqual(
      orders.filter((each) => never.test(each.split('\n')[0])),
      [],
      typed,
    );
  }
});

test('the moment can be changed and the service of that hook is called', async (t) => {
  const page = await visitStory(t, backPain);
  for (const [moment, id] of [
    ['Sign orders', 'psoas-order-sign'],
    ['Open chart', 'psoas-patient-view'],
    ['Select order', 'psoas-order-select'],
  ]) {
    const posted = page.waitForRequest((each) => each.url().includes('/sandbox/cds-services/'));
    await answerTo(page, () => page.getByText(moment, { exact: true }).click());
    const request = await posted;
    assert.match(request.url(), new RegExp(`/${id}\\?`));
    const { hook, context } = JSON.parse(request.postData());
    assert.equal(`psoas-${hook}`, id);
    assert.equal('selections' in context, hook === 'order-select');
    assert.equal('draftOrders' in context, hook !== 'patient-view');
  }
});

test('findings stand in time with their resources and rows with their reasons', async (t) => {
  const page = await visitStory(t, 'mps-criteria-met');
  const panel = page.getByRole('tabpanel');
  assert.match(
    await panel.innerText(),
    /psoas stretch test positive[\s\S]*2026-11-19[\s\S]*Observation\/stretch/,
  );
  await panel.getByRole('button', { name: 'Observation/stretch' }).first().click();
  assert.equal(JSON.parse(await page.locator('#resource-json').innerText()).id, 'stretch');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'Why' }).click();
  const rows = panel.getByRole('row');
  const atFirst = await rows.count();
  await panel.getByLabel(/silent/).check();
  assert.ok((await rows.count()) > atFirst + 20);
  await panel.getByLabel('Find among all rows').fill('RF-CES-1');
  assert.equal(await panel.getByRole('rowheader', { name: 'RF-CES-1' }).count(), 1);
  await panel
    .getByRole('row', { name: /RF-CES-1/ })
    .first()
    .getByText('The rule')
    .click();
  assert.match(await panel.innerText(), /retention/i);

  await page.getByRole('tab', { name: 'Response' }).click();
  assert.equal(
    JSON.parse(await panel.locator('pre').innerText()).cards.length,
    (await shownCards(page)).length,
  );
});

test('hostile words of a record are shown as text and run nothing', async (t) => {
  const page = await visitStory(t, 'hostile-strings');
  assert.ok((await shownCards(page)).length > 0);
  for (const tab of ['Why', 'Request', 'Response', 'Findings'])
    await page.getByRole('tab', { name: tab }).click();

  const patient = {
    resourceType: 'Patient',
    id: 'evil',
    name: [{ text: hostile }],
    gender: hostile,
    birthDate: '1984-05-02',
  };
  const condition = {
    resourceType: 'Condition',
    id: 'pain',
    subject: { reference: 'Patient/evil' },
    onsetDateTime: '2026-11-16',
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: {
      text: hostile,
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M54.50', display: hostile }],
    },
  };
  const fhir = await fhirServer([patient, condition]);
  t.after(fhir.stop);
  const other = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, { allowed: [fhir.url] });
  await other.getByRole('button', { name: 'Search' }).click();
  await other.locator('#patients button').click();
  await settled(other);
  assert.ok((await other.locator('.who').innerText()).includes(hostile));
  await other.getByLabel('Judged on').fill('2026-11-21');
  await other.getByLabel('Reason').fill(hostile);
  await place(other, '72148');
  assert.deepEqual(await shownCards(other), [{ topic: 'premature-imaging', indicator: 'warning' }]);
  assert.ok((await other.locator('#drafts').innerText()).includes(hostile));
  await other.getByText('What was not available').click();
  assert.ok((await other.locator('#tabs').innerText()).includes(hostile.slice(0, 20)));
  assert.equal(await other.locator('article img, #tabs img, #patient img, script:not([src])').count(), 0);
  const links = await other.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  assert.ok(links.length > 0);
  assert.deepEqual(
    links.filter((href) => !/^(https?:\/\/|#)/.test(href)),
    [],
  );
});

test('a hostile answer is made harmless before it is shown', async (t) => {
  const page = await visit(t, '?story=empty-chart');
  await settled(page);
  const card = {
    uuid: 'u',
    summary: hostile,
    indicator: hostile,
    detail: `${hostile}\n\n<iframe src="https://evil.example"></iframe><b onclick="alert(4)">b</b> ![p](https://evil.example/p.png) <form action="https://evil.example"><input></form><svg><a xlink:href="javascript:alert(5)">s</a></svg>\n\n[ok](https://acr.example) ![p](https://evil.example/p.png) [no](data:text/html,x)`,
    source: { label: hostile, url: 'javascript:alert(6)' },
    links: [{ label: hostile, url: 'data:text/html,x', type: 'absolute' }],
    suggestions: [{ uuid: 's', label: hostile, actions: [{ type: 'create', description: hostile }] }],
    overrideReasons: [{ code: 'x', display: hostile }],
  };
  await page.route('**/sandbox/cds-services/**', (route) => route.fulfill({ json: { cards: [card] } }));
  await page.getByRole('button', { name: 'Ask the service' }).click();
  const shown = page.locator('article.card');
  await shown.waitFor();
  assert.equal(await shown.locator('h3').innerText(), hostile);
  assert.equal(
    await shown
      .locator('iframe, img, script, form:not(.override form), b, .detail svg, [onclick], [onerror]')
      .count(),
    0,
  );
  assert.deepEqual(await shown.locator('a').evaluateAll((all) => all.map((a) => a.href)), [
    'https://acr.example/',
  ]);
});

test('a patient of a FHIR server is found by name and read with the token and by its pages', async (t) => {
  const request = JSON.parse(source(`fixtures/${backPain}/request.json`));
  const patients = [
    { ...request.prefetch.patient, name: [{ given: ['Ana', 'María'], family: 'Ødegård' }] },
    { resourceType: 'Patient', id: 'other', name: [{ given: ['Bo'], family: 'Nilsen' }] },
  ];
  const conditions = [...Array(5).keys()].map((i) => ({
    resourceType: 'Condition',
    id: `old-${i}`,
    subject: { reference: 'Patient/patient-1' },
    code: { text: 'Myopia' },
  }));
  const fhir = await fhirServer([...patients, ...conditions, request.prefetch.conditions.entry[0].resource], {
    token: 'secret',
    pages: { Condition: 2 },
  });
  t.after(fhir.stop);
  const page = await visit(t, '', { allowed: [fhir.url], expects: /401/ });
  await settled(page);
  await page.getByText('A FHIR server', { exact: true }).click();
  await page.getByLabel('FHIR server', { exact: true }).last().fill(`${fhir.url}/`);
  assert.ok(!(await page.getByLabel('Bearer token').isVisible()), 'a token would be lost by connecting');
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.waitForURL(/fhir-server=/);
  await page.waitForFunction(() => document.activeElement.id === 'name');
  await page.keyboard.type('ødegård');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText(/wants a token/).waitFor();
  await page.getByLabel('Bearer token').fill('secret');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('1 patient found').waitFor();
  assert.equal(await page.locator('#patients li').count(), 1);
  await page.getByRole('button', { name: /Ana María Ødegård/ }).click();
  await page.locator('.who').waitFor();
  await settled(page);
  await page.getByLabel('Judged on').fill('2026-11-21');
  await place(page, 'mri lumbar spine without 72148');
  assert.deepEqual(await shownCards(page), [{ topic: 'premature-imaging', indicator: 'warning' }]);
  assert.match(await page.getByRole('tabpanel').innerText(), /conditions 6/);
  assert.ok(fhir.asked.some(({ path, query }) => path === '/fhir/Condition' && query.get('page') === '2'));
  assert.ok(
    fhir.asked
      .filter(({ method }) => method === 'GET')
      .some(({ authorization }) => authorization === 'Bearer secret'),
  );
  await page.getByRole('tab', { name: 'Request' }).click();
  assert.doesNotMatch(await page.getByRole('tabpanel').innerText(), /secret|fhirServer/);
  await page.screenshot({ path: `${screenshots}fhir-server.png`, fullPage: true });
});

test('a FHIR server that is down or fails in part is said to be so', async (t) => {
  const request = JSON.parse(source(`fixtures/${backPain}/request.json`));
  const gone = await fhirServer([]);
  gone.stop();
  const down = await visit(t, `?fhir-server=${encodeURIComponent(gone.url)}`, {
    allowed: [gone.url],
    expects: /ERR_CONNECTION_REFUSED/,
  });
  await down.getByRole('button', { name: 'Search' }).click();
  await down.locator('#server-problem .notice').waitFor();
  assert.match(await down.locator('#server-problem').innerText(), /cannot be reached/);

  const fhir = await fhirServer([request.prefetch.patient], { broken: ['Condition'] });
  t.after(fhir.stop);
  const page = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, {
    allowed: [fhir.url],
    expects: /500|412/,
  });
  await page.getByRole('button', { name: 'Search' }).click();
  await answerTo(page, () => page.locator('#patients button').click());
  assert.match(await page.locator('#server-problem').innerText(), /conditions \(HTTP 500\)/);
  assert.match(await page.locator('#problem').innerText(), /No all-clear \(412\)/);
});

const outcome = (...issue) => ({ resourceType: 'OperationOutcome', issue });
const searchset = (...resources) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});

test('what a FHIR server says of a search is told in its words and is no absence', async (t) => {
  let answer = null;
  const fhir = await fhirServer([], { instead: () => answer });
  t.after(fhir.stop);
  const page = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, {
    allowed: [fhir.url],
    expects: /status of [45]\d\d/,
  });
  const anna = named('anna', 'Known');
  const words = `The parameter name needs a letter. ${hostile}`;
  const error = { severity: 'error', code: 'invalid', diagnostics: words };
  const warning = { severity: 'warning', code: 'not-supported', details: { text: words } };
  for (const [answered, said, found] of [
    [[200, outcome(error)], `it says “${words}”`, 0],
    [[200, outcome(warning)], `it says “${words}”`, 0],
    [[400, outcome(error)], `HTTP 400; it says “${words}”`, 0],
    [[403, outcome(error)], `HTTP 403: it does not allow this; it says “${words}”`, 0],
    [[500, outcome({ severity: 'fatal', code: 'exception' })], 'HTTP 500; it says “exception”', 0],
    [[422, outcome()], 'HTTP 422; it says “nothing more”', 0],
    [[422, { resourceType: 'OperationOutcome', issue: 'x' }], 'HTTP 422; it says “nothing more”', 0],
    [[400, outcome({ ...error, diagnostics: 'a'.repeat(5000) })], `“${'a'.repeat(400)} …”`, 0],
    [[200, searchset(outcome(error))], `sent no patient, and says “${words}”`, 0],
    [[200, searchset(anna, outcome(warning))], `says “${words}”`, 1],
    [[200, anna], 'it answers a search with something else', 0],
    [[200, null], 'it answers with something that is no FHIR resource', 0],
    [[200, {}], 'it answers with something that is no FHIR resource', 0],
  ]) {
    answer = answered;
    const ended = page.waitForResponse((each) => each.url().startsWith(fhir.url));
    await page.getByRole('button', { name: 'Search' }).click();
    await ended;
    const problem = page.locator('#server-problem .notice');
    await problem.getByText(said).waitFor();
    assert.equal(await page.locator('#server-problem :is(img, script)').count(), 0);
    assert.equal(await page.locator('#patients li').count(), found, said);
    assert.doesNotMatch(await page.locator('#from-server').innerText(), /No patient/, said);
  }
  answer = [200, searchset()];
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('No patient of that name').waitFor();
  assert.equal(await page.locator('#server-problem').innerText(), '');
});

test('what a FHIR server says of a chart is told in its words and is no empty chart', async (t) => {
  const anna = named('anna', 'Known');
  const refused = outcome({ severity: 'error', code: 'forbidden', diagnostics: `Restricted. ${hostile}` });
  const said = `it says “Restricted. ${hostile}”`;
  const of = (type) => (url) => url.pathname.startsWith(`/fhir/${type}`);
  for (const [isAsked, answered, told, shown] of [
    [of('Patient/'), [200, refused], `patient (${said})`, /anna, who could not be read/],
    [of('Patient/'), [403, refused], `${said})`, /anna, who could not be read/],
    [of('Condition'), [200, refused], `conditions (${said})`, /Known/],
    [of('Condition'), [404, refused], `; ${said})`, /Known/],
    [of('Condition'), [200, searchset(refused)], `conditions (${said})`, /Known/],
    [
      of('Condition'),
      [200, null],
      'conditions (it answers with something that is no FHIR resource)',
      /Known/,
    ],
  ]) {
    const fhir = await fhirServer([anna], { instead: (url) => (isAsked(url) ? answered : null) });
    t.after(fhir.stop);
    const page = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, {
      allowed: [fhir.url],
      expects: /status of 4\d\d/,
    });
    await page.getByRole('button', { name: 'Search' }).click();
    await answerTo(page, () => page.locator('#patients button').click());
    assert.match(await page.locator('#server-problem').innerText(), /could not be read whole/);
    assert.ok((await page.locator('#server-problem').innerText()).includes(told), told);
    assert.equal(await page.locator('#server-problem :is(img, script)').count(), 0);
    assert.match(await page.locator('#patient').innerText(), shown);
    assert.doesNotMatch(await page.locator('#server-state').innerText(), /^Read/);
  }
});

test('a page of a list that is no page leaves the list unread and not whole', async (t) => {
  const anna = named('anna', 'Known');
  const conditions = [1, 2, 3].map((i) => ({
    resourceType: 'Condition',
    id: `c${i}`,
    code: { text: 'Myopia' },
  }));
  const fhir = await fhirServer([anna, ...conditions], {
    pages: { Condition: 2 },
    instead: (url) =>
      url.searchParams.get('page') === '1' ? [200, { resourceType: 'Condition', id: 'c3' }] : null,
  });
  t.after(fhir.stop);
  const page = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, {
    allowed: [fhir.url],
    expects: /412/,
  });
  await page.getByRole('button', { name: 'Search' }).click();
  await answerTo(page, () => page.locator('#patients button').click());
  assert.match(await page.locator('#server-problem').innerText(), /conditions \(it answers a search/);
});

/** A gate: what waits for `opened` goes on after `open()`. */
function gate() {
  let open = null;
  const opened = new Promise((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** The end of the page's next request to such an address, whether it is answered or given up. */
const endOf = (page, wanted) =>
  Promise.any(
    ['requestfinished', 'requestfailed'].map((event) =>
      page.waitForEvent(event, (each) => wanted.test(each.url())),
    ),
  );

const named = (id, family) => ({ resourceType: 'Patient', id, name: [{ family }] });

test('a patient whose record comes late does not replace the one who was chosen after', async (t) => {
  const slow = gate();
  const fhir = await fhirServer([named('anna', 'Slow'), named('bo', 'Quick')], {
    held: (url) => (/Condition.*anna/.test(url.pathname + url.search) ? slow.opened : null),
  });
  t.after(fhir.stop);
  const page = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, { allowed: [fhir.url] });
  await page.getByRole('button', { name: 'Search' }).click();
  const asked = page.waitForRequest(/Condition.*anna/);
  const ended = endOf(page, /Condition.*anna/);
  await page.getByRole('button', { name: /Slow/ }).click();
  await asked;
  await answerTo(page, () => page.getByRole('button', { name: /Quick/ }).click());
  await place(page, 'something to keep');
  slow.open();
  await ended;
  await answerTo(page, () => page.getByRole('button', { name: 'Ask the service' }).click());
  assert.match(await page.locator('.who').innerText(), /Quick[\s\S]*Patient\/bo/);
  assert.match(await page.locator('#drafts').innerText(), /something to keep/);
  assert.match(await page.locator('#server-state').innerText(), /^Read: /);
});

test('an order is refused and told why while another patient is read and never becomes theirs', async (t) => {
  const slow = gate();
  const fhir = await fhirServer([named('anna', 'Slow'), named('bo', 'Quick')], {
    held: (url) => (/Condition.*anna/.test(url.pathname + url.search) ? slow.opened : null),
  });
  t.after(fhir.stop);
  const page = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, { allowed: [fhir.url] });
  await page.route('**/sandbox/cds-services/psoas-order-select**', (route) =>
    route.fulfill({ json: answer }),
  );
  const answer = {
    cards: [
      {
        uuid: 'card',
        summary: 'A suggestion',
        indicator: 'info',
        source: { label: 'The service' },
        suggestions: [{ uuid: 's', label: 'Order another', actions: [] }],
      },
    ],
  };
  const closed = [
    page.getByRole('combobox', { name: 'Place an order' }),
    page.locator('#reason'),
    page.getByRole('button', { name: 'Remove an order of Quick' }),
    page.getByRole('button', { name: 'Order another' }),
  ];
  const areOpen = async (open) => {
    for (const each of closed) assert.equal(await each.isEnabled(), open, `${each}`);
    const told = await page.locator('#orders-closed').innerText();
    if (open) assert.equal(told, '');
    else assert.match(told, /^The record of Slow is being read: orders are taken again/);
  };
  const subjects = async () => {
    const posted = page.waitForRequest((each) => each.url().includes('/sandbox/cds-services/'));
    await answerTo(page, () => page.getByRole('button', { name: 'Ask the service' }).click());
    const { context } = JSON.parse((await posted).postData());
    return [
      context.patientId,
      ...context.draftOrders.entry.map(({ resource }) => resource.subject.reference),
    ];
  };

  await page.getByRole('button', { name: 'Search' }).click();
  await answerTo(page, () => page.getByRole('button', { name: /^Quick/ }).click());
  await place(page, 'an order of Quick');
  await page.locator('#reason').fill('a reason of Quick');
  await areOpen(true);

  // A search ends the reading: the chart stays, and its orders are open again.
  let asked = page.waitForRequest(/Condition.*anna/);
  await page.getByRole('button', { name: /^Slow/ }).click();
  await asked;
  await areOpen(false);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('2 patients found').waitFor();
  await areOpen(true);
  await place(page, 'another order of Quick');
  assert.deepEqual(await subjects(), ['bo', 'Patient/bo', 'Patient/bo']);
  await page.locator('#reason').fill('a reason of Quick');

  // So does the chart that is read: nothing of the one before is in it.
  asked = page.waitForRequest(/Condition.*anna/);
  await page.getByRole('button', { name: /^Slow/ }).click();
  await asked;
  await areOpen(false);
  await page.screenshot({ path: `${screenshots}orders-closed.png`, fullPage: true });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
  );
  await answerTo(page, async () => slow.open());
  assert.match(await page.locator('.who').innerText(), /Slow/);
  assert.equal(await page.locator('#drafts').innerText(), 'No draft orders.');
  assert.equal(await page.locator('#orders-closed').innerText(), '');
  assert.equal(await page.locator('#reason').inputValue(), '');
  await place(page, 'an order of Slow');
  assert.deepEqual(await subjects(), ['anna', 'Patient/anna']);
});

test('orders are taken again when a story could not be read', async (t) => {
  const slow = gate();
  const page = await visitStory(t, backPain, { expects: /ERR_FAILED/ });
  await page.route('**/sandbox/stories/*', async (route) => {
    await slow.opened;
    await route.abort();
  });
  const box = page.getByRole('combobox', { name: 'Place an order' });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText(/^The story “.*” is being read: orders are taken again/).waitFor();
  assert.ok(await box.isDisabled());
  slow.open();
  await page.getByText('The story cannot be read').waitFor();
  assert.ok(await box.isEnabled());
  await place(page, 'an order');
  assert.equal(await page.locator('#drafts li').count(), 2);
});

test('a search that is answered late does not replace the one after it', async (t) => {
  const slow = gate();
  const fhir = await fhirServer([named('anna', 'Slow'), named('bo', 'Quick')], {
    held: (url) => (url.searchParams.get('name') === 'Slow' ? slow.opened : null),
  });
  t.after(fhir.stop);
  const page = await visit(t, `?fhir-server=${encodeURIComponent(fhir.url)}`, { allowed: [fhir.url] });
  const asked = page.waitForRequest(/name=Slow/);
  const ended = endOf(page, /name=Slow/);
  await page.getByLabel('Patient’s name').fill('Slow');
  await page.keyboard.press('Enter');
  await asked;
  await page.getByLabel('Patient’s name').fill('Quick');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Quick/ }).waitFor();
  slow.open();
  await ended;
  await answerTo(page, () => page.getByRole('button', { name: /Quick/ }).click());
  assert.equal((await page.locator('#patients li').allInnerTexts()).length, 1);
  assert.match(await page.locator('.who').innerText(), /Quick/);
});

test('a story that comes late does not replace the one that was chosen after', async (t) => {
  const slow = gate();
  const page = await visitStory(t, backPain);
  const late = /sandbox\/stories\/cauda-equina$/;
  await page.route(late, async (route) => {
    await slow.opened;
    await route.continue().catch(() => null); // the page may have given it up
  });
  const choose = async (words) => {
    await page.getByRole('combobox', { name: 'Story' }).fill(words);
    await page.keyboard.press('Enter');
  };
  const title = (name) => stories().find((each) => each.name === name).title;
  const asked = page.waitForRequest(late);
  const ended = endOf(page, late);
  await choose(title('cauda-equina'));
  await asked;
  await answerTo(page, () => choose(title('hip-pain-care-plan')));
  slow.open();
  await ended;
  const posted = page.waitForRequest((each) => each.url().includes('/sandbox/cds-services/'));
  await answerTo(page, () => page.getByRole('button', { name: 'Ask the service' }).click());
  assert.equal(
    (await posted).postData(),
    stories().find((each) => each.name === 'hip-pain-care-plan').request,
  );
  assert.match(page.url(), /story=hip-pain-care-plan/);
});

test('a suggestion that was accepted for one chart changes no other', async (t) => {
  const slow = gate();
  const page = await visitStory(t, backPain);
  await page.route('**/feedback', async (route) => {
    await slow.opened;
    await route.continue();
  });
  const asked = page.waitForRequest('**/feedback');
  const ended = endOf(page, /\/feedback$/);
  await page.getByRole('button', { name: /Refer for physical therapy/ }).click();
  await asked;
  await answerTo(page, () => page.getByRole('button', { name: 'Next' }).click());
  const drafts = await page.locator('#drafts').innerText();
  slow.open();
  await ended;
  await answerTo(page, () => page.getByRole('button', { name: 'Ask the service' }).click());
  assert.equal(await page.locator('#drafts').innerText(), drafts);
});

test('a story that does not exist is said not to and no other is opened for it', async (t) => {
  const page = await visit(t, '?story=no-such-story');
  await page.getByText('There is no story “no-such-story”.').waitFor();
  assert.equal(await page.locator('#patient').innerText(), '');
  assert.match(page.url(), /story=no-such-story/);
  await answerTo(page, () => page.getByRole('button', { name: 'Next' }).click());
  assert.match(await page.locator('#story-place').innerText(), /^1 of /);
  assert.equal(await page.locator('#problem [data-status], #problem .notice').count(), 0);
});

test('a service without stories has a page all the same', async (t) => {
  const page = await visit(t, '');
  await settled(page);
  await page.route('**/sandbox/stories', (route) => route.fulfill({ json: [] }));
  await page.goto(running.url);
  await page.getByText('This service has no stories.').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('A FHIR server', { exact: true }).click();
  await page.getByText('A story', { exact: true }).click();
  assert.equal(await page.locator('#patient').innerText(), '');
});

/** Runs embed_files.cmake on a tree and gives how it ended and what it wrote. */
function embedded(tree) {
  const output = join(tree, 'embedded.cpp');
  const { status, stderr } = spawnSync(
    'cmake',
    [
      `-DSOURCE=${tree}`,
      `-DOUTPUT=${output}`,
      '-P',
      join(process.env.PSOAS_SOURCES, 'hooks/sandbox/embed_files.cmake'),
    ],
    { encoding: 'utf8' },
  );
  return { status, stderr, code: () => readFileSync(output, 'utf8') };
}

test('an image is built from every story and nothing is built without one', (t) => {
  const tree = mkdtempSync(join(tmpdir(), 'psoas-tree-'));
  t.after(() => rmSync(tree, { recursive: true }));
  const rules = source('.dockerignore').toString().split('\n');
  for (const [, name] of rules.map((rule) => /^!(.+)$/.exec(rule)).filter(Boolean))
    symlinkSync(join(process.env.PSOAS_SOURCES, name), join(tree, name));
  const whole = embedded(tree);
  assert.equal(whole.status, 0, whole.stderr);
  const code = whole.code();
  for (const { name } of stories()) {
    assert.ok(code.includes(`"stories/${name}/request.json"`), name);
    assert.ok(!rules.includes(`fixtures/${name}`), name);
  }
  assert.ok(code.includes('"orders/'));

  rmSync(join(tree, 'fixtures'));
  const without = embedded(tree);
  assert.notEqual(without.status, 0);
  assert.match(without.stderr, /has no stories/);
});

test('the policy keeps the page from asking another server than the one that was named', async (t) => {
  const fhir = await fhirServer([{ resourceType: 'Patient', id: '1' }]);
  t.after(fhir.stop);
  const page = await visit(t, '', {
    allowed: [fhir.url],
    expects: /policy: (connect-src|require-trusted)|Content Security Policy|TrustedHTML|violates/,
  });
  await settled(page);
  assert.equal(
    await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'answered',
          () => 'refused',
        ),
      `${fhir.url}/Patient`,
    ),
    'refused',
  );
  assert.deepEqual(fhir.asked, []);
  assert.equal(
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<p>x</p>';
        return 'taken';
      } catch {
        return 'refused';
      }
    }),
    'refused',
  );
});

test('everything is reached and done by the keyboard alone', async (t) => {
  const page = await visitStory(t, backPain);
  const press = (key) => page.keyboard.press(key);
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element.id || element.getAttribute('aria-label') || element.textContent.trim();
    });
  const tabTo = async (wanted) => {
    for (let i = 0; i < 60; ++i) {
      await press('Tab');
      if (wanted.test(await focused())) return;
    }
    assert.fail(`no Tab leads to ${wanted}`);
  };
  await press('Tab');
  assert.match(await focused(), /Skip to the cards/);
  // A story by typing, the arrows and Enter.
  await tabTo(/^story$/);
  await page.keyboard.type('cauda');
  await press('ArrowDown');
  assert.ok(await page.locator('#story').getAttribute('aria-activedescendant'));
  await answerTo(page, () => press('Enter'));
  assert.equal((await shownCards(page))[0].indicator, 'critical');
  await press('Escape');
  // An order likewise.
  await tabTo(/^order$/);
  await page.keyboard.type('mri lumbar');
  await press('ArrowDown');
  await press('ArrowDown');
  await press('ArrowUp');
  await answerTo(page, () => press('Enter'));
  assert.equal(await page.locator('#drafts li').count(), 1);
  // A moment by the arrows, a suggestion by Enter.
  await tabTo(/^reason$/);
  await press('Tab');
  await answerTo(page, () => press('ArrowRight'));
  assert.equal(await page.locator('input[name=hook]:checked').getAttribute('value'), 'order-sign');
  await tabTo(/emergency department/);
  const before = await page.locator('#drafts li').count();
  await answerTo(page, () => press('Enter'));
  assert.equal(await page.locator('#drafts li').count(), before + 1);
  // An override, and the tabs.
  await tabTo(/^Override …$/);
  await press('Enter');
  await press('Tab');
  await press('Space');
  await tabTo(/^Override$/);
  await press('Enter');
  await page.locator('.outcome').first().waitFor();
  await tabTo(/^tab-findings$/);
  await press('ArrowRight');
  assert.equal(await focused(), 'tab-why');
  await press('End');
  assert.equal(await focused(), 'tab-response');
  assert.ok(await page.locator('#panel-response').isVisible());
});

/** The look of the first of these elements as the browser draws it. */
const lookOf = (buttons) =>
  buttons.first().evaluate((element) => {
    const { color, backgroundColor, borderTopStyle, cursor } = getComputedStyle(element);
    return { color, backgroundColor, borderTopStyle, cursor };
  });

/** The contrast ratio of two opaque colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
function contrastRatio(...colors) {
  const [darker, lighter] = colors
    .map((color) => {
      const [red, green, blue] = color.match(/^rgb\((\d+), (\d+), (\d+)\)$/).slice(1);
      const linear = [red, green, blue]
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    })
    .sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

test('a button that does nothing looks like none that does and can be read', async (t) => {
  for (const scheme of ['light', 'dark']) {
    const page = await visitStory(t, backPain, { scheme });
    const answer = gate();
    await page.route('**/feedback', async (route) => {
      await answer.opened;
      await route.continue();
    });
    const main = page.locator('button.suggestion.main');
    const other = page.locator('button.suggestion:not(.main)');
    assert.ok((await main.count()) > 0 && (await other.count()) > 0);
    const before = [await lookOf(main), await lookOf(other)];
    const asked = page.waitForRequest('**/feedback');
    await main.first().click();
    await asked;
    for (const [i, buttons] of [main, other].entries()) {
      assert.ok(await buttons.first().isDisabled());
      await buttons.first().hover({ force: true });
      const look = await lookOf(buttons);
      for (const part of Object.keys(look))
        assert.notEqual(look[part], before[i][part], `${part} in ${scheme}`);
      const ratio = contrastRatio(look.color, look.backgroundColor);
      assert.ok(ratio >= 4.5, `${ratio} in ${scheme}`);
    }
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
    await answerTo(page, async () => answer.open());
  }
});

test('axe finds nothing in light and dark and at every width and no width scrolls sideways', async (t) => {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [360, 740],
  ]) {
    for (const scheme of ['light', 'dark']) {
      const page = await visitStory(t, 'cauda-equina', { width, height, scheme });
      await page.getByText('Override …').first().click();
      for (const name of ['Findings', 'Why', 'Feedback', 'Request']) {
        await page.getByRole('tab', { name }).click();
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${name} at ${width}`,
        );
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run());
        assert.deepEqual(
          violations.map(
            ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(' ')}`,
          ),
          [],
          `${name} at ${width} in ${scheme}`,
        );
      }
      await page.getByRole('combobox', { name: 'Place an order' }).fill('mri');
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
        `a list that is open, at ${width} in ${scheme}`,
      );
    }
  }
});

test('pictures are taken of three stories', async (t) => {
  for (const name of [backPain, 'mps-criteria-met', 'hip-pain-care-plan'])
    for (const [size, width, height, scheme] of [
      ['wide', 1440, 900, 'light'],
      ['dark', 1440, 900, 'dark'],
      ['narrow', 360, 740, 'light'],
    ]) {
      const page = await visitStory(t, name, { width, height, scheme });
      if (size === 'dark') await page.getByRole('tab', { name: 'Why' }).click();
      const picture = await page.screenshot({ path: `${screenshots}${name}-${size}.png`, fullPage: true });
      assert.ok(picture.length > 20000);
    }
});

test('the libraries of the page are those of their packages byte for byte', () => {
  for (const [own, theirs] of [
    ['marked.esm.js', 'marked/lib/marked.esm.js'],
    ['purify.es.mjs', 'dompurify/dist/purify.es.mjs'],
  ]) {
    const published = readFileSync(new URL(`./node_modules/${theirs}`, import.meta.url));
    assert.ok(published.equals(source(`hooks/sandbox/library/${own}`)), own);
  }
});
