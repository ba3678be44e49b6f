// Tabs (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/): the arrows move between them and what is reached is
// shown.
import { h, fill } from './dom.js';

/** Fills `container` with tabs `[{ id, title }]`; gives for each its panel and how to change its title. */
export function tabs(container, entries) {
  const made = entries.map(({ id, title }, i) => {
    const tab = h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${id}`,
        'aria-controls': `panel-${id}`,
        onclick: () => show(i, false),
      },
      title,
    );
    const panel = h('div', {
      role: 'tabpanel',
      id: `panel-${id}`,
      'aria-labelledby': `tab-${id}`,
      tabindex: '0',
    });
    return { id, tab, panel };
  });

  function show(index, focuses) {
    made.forEach(({ tab, panel }, i) => {
      tab.setAttribute('aria-selected', String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
      panel.hidden = i !== index;
    });
    if (focuses) made[index].tab.focus();
  }

  const bar = h(
    'div',
    {
      role: 'tablist',
      class: 'tabs',
      'aria-labelledby': 'behind-heading',
      onkeydown: (event) => {
        const at = made.findIndex(({ tab }) => tab === document.activeElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: made.length - 1 }[event.key];
        if (to === undefined || at < 0) return;
        event.preventDefault();
        show((to + made.length) % made.length, true);
      },
    },
    made.map(({ tab }) => tab),
  );
  fill(
    container,
    bar,
    made.map(({ panel }) => panel),
  );
  show(0, false);
  return Object.fromEntries(
    made.map(({ id, tab, panel }) => [id, { panel, name: (title) => fill(tab, title) }]),
  );
}
