// Cards as an EHR shows them.
import { h, icon, link, counted } from './dom.js';
import { markdown } from './markdown.js';

const words = { info: 'Information', warning: 'Warning', critical: 'Critical' };
const known = (indicator) => (indicator in words ? indicator : 'info');

/** So many blocks of a detail are seen at once: what it is about, and its evidence. */
const blocksAtOnce = 3;

function detail(text) {
  const seen = h('div', { class: 'detail' }, markdown(text));
  const rest = [...seen.children].slice(blocksAtOnce);
  if (rest.length === 0) return seen;
  seen.append(h('details', {}, h('summary', {}, 'What was not available, guidance and sources'), rest));
  return seen;
}

function suggestion(each, n, accept) {
  const id = `actions-${n}-${each.uuid}`;
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: each.isRecommended ? 'suggestion main' : 'suggestion',
        'aria-describedby': each.actions?.length ? id : null,
        onclick: () => accept(each),
      },
      each.label,
      each.isRecommended ? h('span', { class: 'recommended' }, 'recommended') : null,
    ),
    each.actions?.length
      ? h(
          'ul',
          { id, class: 'actions' },
          each.actions.map((action) => h('li', {}, action.description)),
        )
      : null,
  );
}

function override(card, n, send) {
  const reasons = card.overrideReasons ?? [];
  const form = h(
    'form',
    {
      onsubmit: (event) => {
        event.preventDefault();
        const chosen = new FormData(form).get('reason');
        const reason = reasons[Number(chosen)];
        const comment = String(new FormData(form).get('comment') ?? '').trim();
        if (reason || comment) send(reason, comment);
        else form.querySelector('input, textarea').focus();
      },
    },
    reasons.length
      ? h(
          'fieldset',
          {},
          h('legend', {}, 'Why is it not followed?'),
          reasons.map((reason, i) =>
            h(
              'label',
              { class: 'reason' },
              h('input', { type: 'radio', name: 'reason', value: String(i) }),
              h('span', {}, reason.display),
            ),
          ),
        )
      : null,
    h(
      'label',
      { for: `comment-${n}` },
      'Comment ',
      h('span', { class: 'faint' }, 'the service does not keep its words'),
    ),
    h('textarea', { id: `comment-${n}`, name: 'comment', rows: '2' }),
    h('button', { type: 'submit' }, 'Override'),
  );
  return h('details', { class: 'override' }, h('summary', {}, 'Override …'), form);
}

/**
 * A card. `accept(suggestion)` and `overrule(reason, comment)` tell what became of it and give, as promises,
 * what is to be said in the place of its buttons, or nothing where the next answer replaces the card. Until
 * then its buttons do nothing.
 */
export function card(each, n, { accept, overrule }) {
  const indicator = known(each.indicator);
  const title = `card-title-${n}`;
  const links = (each.links ?? []).filter((one) => one.url !== each.source?.url);
  // A second click would answer twice.
  const answered = async (outcome) => {
    for (const button of choices.querySelectorAll('button')) button.disabled = true;
    const said = await outcome;
    if (!said) return;
    const note = h('p', { class: 'outcome', tabindex: '-1' }, said);
    article.classList.add('answered');
    choices.replaceWith(note);
    note.focus();
  };
  const choices = h(
    'div',
    { class: 'choices' },
    each.suggestions?.length
      ? h(
          'ul',
          {
            class: 'suggestions',
            'aria-label': each.selectionBehavior === 'any' ? 'Suggestions' : 'Suggestions, one of them',
          },
          each.suggestions.map((one) =>
            suggestion(one, n, (chosen) => answered(accept(chosen))),
          ),
        )
      : null,
    override(each, n, (reason, comment) => answered(overrule(reason, comment))),
  );
  const article = h(
    'article',
    {
      class: `card ${indicator}`,
      id: `card-${n}`,
      'aria-labelledby': title,
      'data-topic': each.source?.topic?.code,
      'data-indicator': each.indicator,
      'data-uuid': each.uuid,
    },
    h(
      'p',
      { class: 'indicator' },
      icon(indicator),
      words[indicator],
      each.source?.topic?.display ? h('span', { class: 'topic' }, each.source.topic.display) : null,
    ),
    h('h3', { id: title }, each.summary),
    each.detail ? detail(each.detail) : null,
    choices,
    h(
      'footer',
      {},
      h(
        'p',
        {},
        h('span', { class: 'faint' }, 'Source: '),
        each.source?.url ? link(each.source.url, each.source.label) : (each.source?.label ?? ''),
      ),
      links.length
        ? h(
            'ul',
            { class: 'links' },
            links.map((one) => h('li', {}, link(one.url, one.label))),
          )
        : null,
    ),
  );
  return article;
}

/** What a listener hears when an answer has come. */
export function heard(cards) {
  if (cards.length === 0) return 'No cards: the service has nothing to say.';
  const indicators = ['critical', 'warning', 'info']
    .map((indicator) => {
      const number = cards.filter((each) => known(each.indicator) === indicator).length;
      if (!number) return null;
      return cards.length === 1
        ? words[indicator].toLowerCase()
        : `${number} ${words[indicator].toLowerCase()}`;
    })
    .filter(Boolean);
  return `${counted(cards.length, 'card')}: ${indicators.join(', ')}.`;
}
