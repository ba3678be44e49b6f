// The page: an EHR that holds one chart, calls the service at its moments and shows what it answers.
import { by, fill, h, icon, counted } from './dom.js';
import { card, heard } from './cards.js';
import { banner, draftItems } from './chart.js';
import { closedWhile } from './closing.js';
import { combobox, searchable } from './combobox.js';
import { orderWordsTyped } from './contrast.js';
import { afterActions, contextOf, draftOf, draftsOf } from './drafts.js';
import { explanation } from './explain.js';
import { logOf, reportTable } from './outcomes.js';
import { orderOption, typedOrder } from './orders.js';
import { findResource } from './record.js';
import { listenToServer, namedServer } from './server.js';
import * as service from './service.js';
import { tabs } from './tabs.js';
import { timeline } from './findings.js';
import { newTurn } from './turn.js';

/** On this day every story is told (fixtures/). */
const storyDay = '2026-11-21';
const firstStory = 'back-pain-day-5-lumbar-mri';

const today = () => new Date().toISOString().slice(0, 10);
const random = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
const uuid = () => random().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');

/** What a chart that is open holds; another patient is another chart. */
const chart = {
  visit: random(), // as somebody of its own the service knows what was answered in this chart
  members: {}, // of the request beside hook, context and hookInstance
  context: {},
  drafts: [],
  hook: 'patient-view',
  written: null, // the request of a story as its file has it, while nothing was changed
  log: [],
};
const offered = { services: [], stories: [], rules: new Map() };
let asked = 0; // the last call; answers to others come too late
let panels = {};

const serviceOf = (hook) => offered.services.find((each) => each.hook === hook);

// --- The chart ---------------------------------------------------------------------------------------------

// Cards and findings of one patient do not stay beside the name of another until the answer comes.
function forgetAnswer() {
  for (const shown of [by('cards'), by('problem')]) fill(shown);
  for (const { panel } of [panels.findings, panels.why, panels.response]) fill(panel);
}

function openChart({ members, context, drafts, hook, written, asOf }) {
  forgetAnswer();
  Object.assign(chart, { visit: random(), members, context, drafts, hook, written, log: [] });
  by('as-of').value = asOf;
  for (const begun of [by('order'), by('reason')]) begun.value = ''; // of the next order of another patient
  showChart();
  return ask();
}

function showPatient() {
  const asOf = by('as-of').value || today();
  fill(by('patient'), banner(chart.members.prefetch?.patient, chart.context.patientId, asOf));
}

function showDrafts() {
  // Where drafts are chosen the list stays as it is, and with it the focus.
  const toggle = (i, selected) => {
    chart.drafts = chart.drafts.map((each, j) => (j === i ? { ...each, selected } : each));
    chart.written = null;
    ask();
  };
  const remove = (i) => {
    change(chart.drafts.filter((_, j) => j !== i));
    by('order').focus();
  };
  fill(
    by('drafts'),
    draftItems(chart.drafts, { toggle: chart.hook === 'order-select' ? toggle : null, remove }),
  );
}

function showChart() {
  showPatient();
  showDrafts();
  for (const radio of document.getElementsByName('hook')) radio.checked = radio.value === chart.hook;
}

/** Other drafts, at another moment if one is named: the service is asked again, as an EHR does. */
function change(drafts, hook = chart.hook) {
  Object.assign(chart, { drafts, hook, written: null });
  showChart();
  return ask();
}

function showResource(reference) {
  const resource = findResource(
    reference,
    chart.members.prefetch,
    chart.drafts.map((draft) => draft.resource),
  );
  fill(by('resource-heading'), reference);
  fill(
    by('resource-json'),
    resource ? JSON.stringify(resource, null, 2) : 'It is not among what was prefetched.',
  );
  by('resource').showModal();
}

// --- The call ----------------------------------------------------------------------------------------------

function requestText() {
  if (chart.written !== null) return chart.written;
  return JSON.stringify(
    {
      hook: chart.hook,
      hookInstance: uuid(),
      ...chart.members,
      context: contextOf({ userId: 'Practitioner/sandbox', ...chart.context }, chart.hook, chart.drafts),
    },
    null,
    1,
  );
}

/** An extension stands on the first card, or beside an empty list of cards. */
const extensionOf = (body, name) => (body?.cards?.[0]?.extension ?? body?.extension)?.[name];

function showAnswer(answer) {
  const cards = Array.isArray(answer.body?.cards) ? answer.body.cards : [];
  const rows = extensionOf(answer.body, 'urn:psoas-cds:explain');
  const issue = answer.body?.issue?.[0];
  if (answer.status === 200) {
    const silenced = (rows ?? []).filter((row) => row.why === 'answered-before').length;
    fill(by('problem'));
    fill(
      by('status'),
      heard(cards),
      silenced ? ` ${counted(silenced, 'row')} not shown again, since you answered before.` : '',
    );
  } else {
    fill(by('status'), '');
    fill(
      by('problem'),
      h(
        'div',
        { class: 'notice', 'data-status': String(answer.status) },
        icon('warning'),
        h(
          'p',
          {},
          h('strong', {}, answer.status === 412 ? 'No all-clear (412)' : `Not answered (${answer.status})`),
          ': ',
          issue?.diagnostics ?? 'the service gave no reason',
          issue?.expression?.length ? ` (${issue.expression.join(', ')})` : '',
        ),
      ),
    );
  }
  const called = serviceOf(chart.hook)?.id;
  fill(
    by('cards'),
    cards.map((each, i) =>
      card(each, i + 1, {
        accept: (suggestion) => accept(called, each, suggestion),
        overrule: (reason, comment) => overrule(called, each, reason, comment),
      }),
    ),
  );
  fill(
    panels.findings.panel,
    timeline(extensionOf(answer.body, 'urn:psoas-cds:findings'), chart.members.prefetch, showResource),
  );
  fill(panels.why.panel, explanation(rows, offered.rules, cards, showResource));
  fill(
    panels.response.panel,
    jsonOf(
      answer.body ? JSON.stringify(answer.body, null, 2) : answer.text,
      `HTTP ${answer.status} in ${Math.round(answer.milliseconds)} ms`,
    ),
  );
}

function jsonOf(text, about) {
  const size = new TextEncoder().encode(text).length;
  const copy = h(
    'button',
    {
      type: 'button',
      class: 'small',
      onclick: async () => {
        await navigator.clipboard.writeText(text);
        fill(copy, 'Copied');
      },
    },
    'Copy',
  );
  const label = about.startsWith('HTTP') ? 'Response' : 'Request';
  return [
    h(
      'div',
      { class: 'beside about' },
      h('p', { class: 'faint' }, `${about} · ${(size / 1024).toFixed(1)} KB`),
      navigator.clipboard ? copy : null,
    ),
    h('pre', { tabindex: '0', role: 'region', 'aria-label': `${label} as JSON` }, text),
  ];
}

function callProblem(words) {
  fill(by('status'), '');
  fill(by('problem'), h('div', { class: 'notice' }, icon('warning'), h('p', {}, words)));
}

/** Fires the hook with the chart as it is. */
async function ask() {
  const mine = ++asked;
  const called = serviceOf(chart.hook)?.id;
  const text = requestText();
  by('cards').setAttribute('aria-busy', 'true');
  fill(panels.request.panel, jsonOf(text, `As an EHR sends it to cds-services/${called}`));
  const answer = await service
    .callHook(called, text, { asOf: by('as-of').value, visit: chart.visit })
    .catch(() => null);
  if (mine !== asked) return;
  by('cards').setAttribute('aria-busy', 'false');
  if (answer) return showAnswer(answer);
  fill(by('cards'));
  callProblem('The service cannot be reached.');
}

// --- What becomes of a card --------------------------------------------------------------------------------

async function tell(called, feedback, words) {
  const { log } = chart;
  let stored = false;
  try {
    stored = await service.sendFeedback(called, feedback);
  } catch {
    stored = 'the service cannot be reached';
  }
  log.unshift({ words, stored, at: new Date() });
  await showOutcomes();
  return stored === true ? `${words}. Feedback is stored.` : `${words}. Feedback is not stored: ${stored}.`;
}

async function accept(called, each, suggestion) {
  const { visit } = chart;
  const said = await tell(
    called,
    { card: each.uuid, outcome: 'accepted', acceptedSuggestions: [{ id: suggestion.uuid }] },
    `Accepted “${suggestion.label}”`,
  );
  if (visit !== chart.visit) return; // what was suggested for one patient is ordered for no other
  const drafts = afterActions(chart.drafts, suggestion.actions);
  await change(drafts, chart.hook === 'patient-view' && drafts.length ? 'order-select' : chart.hook);
  if (visit !== chart.visit) return;
  by('status').prepend(`${said} `);
  by('cards-heading').focus();
}

async function overrule(called, each, reason, comment) {
  const coding = reason ? { code: reason.code, system: reason.system, display: reason.display } : null;
  return tell(
    called,
    {
      card: each.uuid,
      outcome: 'overridden',
      overrideReason: {
        ...(coding ? { reason: coding } : {}),
        ...(comment ? { userComment: comment } : {}),
      },
    },
    `Overridden${reason ? `: ${reason.display}` : ''}`,
  );
}

async function showOutcomes() {
  const report = await service.report().catch(() => null);
  fill(panels.outcomes.panel, logOf(chart.log), reportTable(report));
}

// --- Stories -----------------------------------------------------------------------------------------------

let chooser = null;
let storyAt = -1;

function tellStory(story) {
  chooser.show(story.title);
  fill(by('story-place'), `${storyAt + 1} of ${offered.stories.length}`);
  fill(by('story-text'), story.text);
  const settings = Object.entries(story.settings ?? {})
    .map(([key, value]) => `${key} = ${value}`)
    .join(', ');
  by('story-note').hidden = !settings && !story.status;
  fill(
    by('story-note'),
    settings
      ? `Told of a site with other settings (${settings}); here those of this service count.`
      : story.status
        ? `The service refuses this call (${story.status}).`
        : '',
  );
  history.replaceState(null, '', `?story=${encodeURIComponent(story.name)}`);
}

/** A request as it is written, which may be no JSON. */
function parsed(written) {
  try {
    return JSON.parse(written) ?? {};
  } catch {
    return {};
  }
}

async function openStory(name) {
  const found = offered.stories.findIndex((each) => each.name === name);
  if (found < 0) return callProblem(`There is no story “${name}”. Choose another.`);
  const turn = newTurn();
  storyAt = found;
  const story = offered.stories[found];
  const reading = service.storyRequest(story.name, turn).catch(() => null);
  const written = await closedWhile(turn, `The story “${story.title}”`, reading);
  if (turn.aborted) return;
  if (written === null) return callProblem('The story cannot be read: the service cannot be reached.');
  tellStory(story);
  const { hook, hookInstance, context, ...members } = parsed(written);
  const called = offered.services.find((each) => each.id === story.service);
  await openChart({
    members,
    context: context ?? {},
    drafts: draftsOf(context),
    hook: called.hook,
    written,
    asOf: storyDay,
  });
}

/** The story that is shown where none is named; a service may have none. */
function openFirstStory() {
  if (offered.stories.length === 0) return fill(by('status'), 'This service has no stories.');
  const first = offered.stories.find((each) => each.name === firstStory) ?? offered.stories[0];
  return openStory(first.name);
}

function step(places) {
  const number = offered.stories.length;
  const from = storyAt < 0 && places < 0 ? 0 : storyAt;
  if (number > 0) openStory(offered.stories[(from + places + number) % number].name);
}

// --- Sources -----------------------------------------------------------------------------------------------

function showSource(source) {
  if (source === 'story' && !chart.context.patientId) openFirstStory();
  by('from-story').hidden = source !== 'story';
  by('from-server').hidden = source !== 'server';
  for (const radio of document.getElementsByName('source')) radio.checked = radio.value === source;
}

// --- Orders ------------------------------------------------------------------------------------------------

function placeOrder({ value }) {
  const draft = draftOf(value, chart.context.patientId ?? 'unknown', by('reason').value.trim());
  by('reason').value = '';
  const others = chart.drafts.map((each) => ({ ...each, selected: false }));
  change(
    [...others, { resource: draft, selected: true }],
    chart.hook === 'order-sign' ? 'order-sign' : 'order-select',
  );
}

// --- Start -------------------------------------------------------------------------------------------------

function listen() {
  by('previous-story').addEventListener('click', () => step(-1));
  by('next-story').addEventListener('click', () => step(1));
  by('ask').addEventListener('click', ask);
  by('as-of').addEventListener('change', () => {
    showPatient();
    ask();
  });
  listenToServer({
    templates: () => serviceOf('patient-view').prefetch,
    chart: (patientId, prefetch) =>
      openChart({
        members: { prefetch },
        context: { patientId },
        drafts: [],
        hook: 'patient-view',
        written: null,
        asOf: today(),
      }),
  });
  by('close-resource').addEventListener('click', () => by('resource').close());
  for (const radio of document.getElementsByName('source'))
    radio.addEventListener('change', () => showSource(radio.value));
  for (const radio of document.getElementsByName('hook'))
    radio.addEventListener('change', () => change(chart.drafts, radio.value));
}

async function start() {
  panels = tabs(by('tabs'), [
    { id: 'findings', title: 'Findings' },
    { id: 'why', title: 'Why' },
    { id: 'outcomes', title: 'Feedback' },
    { id: 'request', title: 'Request' },
    { id: 'response', title: 'Response' },
  ]);
  listen();
  const loaded = await Promise.all([
    service.discovery(),
    service.stories(),
    service.orders(),
    service.rows(),
  ]).catch(() => null);
  if (!loaded) return callProblem('The page cannot be started: the service cannot be reached.');
  const [discovery, stories, orders, rules] = loaded;
  Object.assign(offered, { services: discovery.services, stories, rules });
  const storyOptions = stories.map((each) => ({
    text: each.title,
    note: '',
    words: searchable(`${each.title} ${each.name}`),
    value: each.name,
  }));
  chooser = combobox(by('story'), 'story-label', {
    options: () => storyOptions,
    choose: (option) => openStory(option.value),
    keepsText: true,
  });
  const orderOptions = orders.map(orderOption).sort((one, other) => one.words.length - other.words.length);
  combobox(by('order'), 'order-label', {
    options: () => orderOptions,
    reads: orderWordsTyped,
    otherwise: typedOrder,
    choose: placeOrder,
  });
  await showOutcomes();
  showChart();
  const namedStory = new URL(location.href).searchParams.get('story');
  if (!namedServer) return namedStory ? openStory(namedStory) : openFirstStory();
  fill(by('status'), `Search ${namedServer} for a patient.`);
  showSource('server');
  return by('name').focus();
}

start();
