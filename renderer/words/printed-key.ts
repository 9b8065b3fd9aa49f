/** Keys as they are labelled on keyboards of the language. */
import { t, type Text } from './text.ts';

const PRINTED: Readonly<Record<string, Text>> = {
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
  ContextMenu: 'Menu',
  Alt: 'Alt',
  Ctrl: 'Ctrl',
  Delete: 'Delete',
  End: 'End',
  Enter: 'Enter',
  Home: 'Home',
  Shift: 'Shift',
  Space: 'Space',
};

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** `Ctrl+ArrowRight` → `Ctrl + →`. */
export function printedKey(text: string): string {
  return text.split('+').map(printedName).join(' + ');
}

function printedName(name: string): string {
  const text = PRINTED[name];
  return text === undefined ? (ARROWS[name] ?? name) : t(text);
}
