/**
 * Which command a key calls, outside of text fields but for a few. Pure, so that the rules can be tested: a key belongs to the
 * control that has the focus before it belongs to the page.
 */
import { COMMANDS, type Command, type CommandId } from '../catalog/commands.ts';
import { PAGES, type CatalogPage } from '../catalog/pages.ts';

export interface KeyPress {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  /** Ctrl, or Command on macOS. */
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** Where the focus is: text is typed there, Space and arrows operate it, or neither. */
export type Focus = 'text' | 'control' | 'page';

interface Shortcut extends Omit<KeyPress, 'alt'> {
  readonly command: CommandId;
  readonly whileTyping: boolean;
}

const SHORTCUTS: readonly Shortcut[] = [
  ...(COMMANDS as readonly Command[]).flatMap(({ id, keys, whileTyping = false }) =>
    keys.map((text) => ({ command: id, whileTyping, ...parseKey(text) })),
  ),
  ...(PAGES as readonly CatalogPage[]).flatMap(({ id, key }) => {
    if (key === undefined) return [];
    const keys = parseKey(key);
    // With Ctrl they type nothing and mean nothing in a text field.
    return [{ command: `page:${id}` as const, whileTyping: keys.control, ...keys }];
  }),
];

/** Keys that buttons, links, sliders and options act on themselves. */
const OPERATING = new Set([' ', 'enter', 'arrowleft', 'arrowright']);

/** `Ctrl+Shift+Z` → its key, as `KeyPress` names it in lower case, and its modifiers. */
function parseKey(text: string): { readonly key: string; readonly control: boolean; readonly shift: boolean } {
  const names = text.split('+');
  const name = names.at(-1) ?? '';
  return {
    key: name === 'Space' ? ' ' : name.toLowerCase(),
    control: names.includes('Ctrl'),
    shift: names.includes('Shift'),
  };
}

/**
 * The command of a key press, or `null` when the page leaves it alone. A shortcut with Shift comes before the same
 * without; where there is none, Shift does not count, as some keyboards need it for `?` and `/`.
 */
export function commandOfKey(press: KeyPress, focus: Focus): CommandId | null {
  const key = press.key.toLowerCase();
  if (press.alt) return null;
  if (focus === 'control' && !press.control && OPERATING.has(key)) return null;
  const found = SHORTCUTS.filter(
    (shortcut) =>
      shortcut.key === key && shortcut.control === press.control && (focus !== 'text' || shortcut.whileTyping),
  );
  const shifted = press.shift ? found.find(({ shift }) => shift) : undefined;
  return (shifted ?? found.find(({ shift }) => !shift))?.command ?? null;
}
