/** Keys as they are labelled on keyboards of the language. */
import { t, type Text } from './text.ts';

const PRINTED: Readonly<Record<string, Text>> = {
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
  ContextMenu: 'Menu (key)',
  Alt: 'Alt',
  Ctrl: 'Ctrl',
  Delete: 'Delete (key)',
  End: 'End (key)',
  Enter: 'Enter',
  Home: 'Home (key)',
  Shift: 'Shift',
  Space: 'Space (key)',
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
