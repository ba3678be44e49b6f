// An editable combobox with a list (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): typing filters, the
// arrows move, Enter chooses, Escape closes.
import { h, fill } from './dom.js';

const most = 60;
let made = 0;

const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text) =>
  folded(text)
    .split(/[^\p{L}\p{N}.]+/u)
    .filter(Boolean);

/** What an option is found by: the words of a text. */
export const searchable = (text) => wordsOf(text);

// Each word that was typed begins a word of the option.
function matches(typed, option) {
  return typed.every((word) => option.words.some((own) => own.startsWith(word)));
}

/**
 * Makes `input` a combobox with the label of that id. `options()` gives all of `{ text, note, words, value
 * }`; `reads(typed)` gives the words that were typed; `otherwise(typed)` may give options for what no option
 * is; `choose(option)` is called with what was chosen.
 */
export function combobox(
  input,
  labelId,
  { options, reads = searchable, otherwise = () => [], choose, keepsText = false },
) {
  const id = `list-${++made}`;
  const list = h('ul', { id, role: 'listbox', class: 'options', 'aria-labelledby': labelId });
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': id,
    'aria-expanded': 'false',
    'aria-haspopup': 'listbox',
  }))
    input.setAttribute(name, value);
  let shown = [];
  let active = -1;
  let chosen = '';

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    active = -1;
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === index)));
    if (index < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({ block: 'nearest' });
  }

  function open(typedText) {
    const typed = reads(typedText);
    shown = options()
      .filter((option) => matches(typed, option))
      .slice(0, most);
    if (typedText.trim() !== '') shown.push(...otherwise(typedText.trim()));
    if (shown.length === 0) return close();
    fill(
      list,
      shown.map((option, i) =>
        h(
          'li',
          {
            id: `${id}-${i}`,
            role: 'option',
            'aria-selected': 'false',
            onmousedown: (event) => {
              event.preventDefault();
              take(i);
            },
          },
          h('span', {}, option.text),
          option.note ? h('span', { class: 'faint' }, option.note) : null,
        ),
      ),
    );
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    activate(-1);
  }

  function take(index) {
    const option = shown[index];
    chosen = keepsText ? option.text : '';
    input.value = chosen;
    close();
    choose(option);
  }

  const move = (step) => {
    if (list.hidden) open(input.value === chosen ? '' : input.value);
    if (shown.length > 0)
      activate((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => {
      if (!list.hidden && shown.length > 0) take(Math.max(active, 0));
    },
    Escape: () => {
      if (list.hidden) input.value = chosen;
      close();
    },
  };
  input.addEventListener('keydown', (event) => {
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener('input', () => open(input.value));
  input.addEventListener('click', () =>
    list.hidden ? open(input.value === chosen ? '' : input.value) : null,
  );
  input.addEventListener('focus', () => {
    if (keepsText) input.select();
  });
  input.addEventListener('blur', () => {
    close();
    if (keepsText) input.value = chosen;
  });
  return {
    show: (text) => {
      input.value = chosen = text;
    },
  };
}
