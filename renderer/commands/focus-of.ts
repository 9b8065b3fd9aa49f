/** What kind of thing has the focus, which decides whether a key belongs to it or to the page. */
import type { Focus } from './shortcut.ts';

const TEXT = 'input:not([type="range"], [type="checkbox"], [type="file"]), textarea, select, [contenteditable="true"]';
const CONTROL = 'button, a, input, summary, [role="slider"], [role="option"]';

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.matches(TEXT)) return 'text';
  return target.closest(CONTROL) === null ? 'page' : 'control';
}
