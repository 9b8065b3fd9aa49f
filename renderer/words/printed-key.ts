/** Keys as they are labelled on keyboards. */

const PRINTED: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
  ContextMenu: 'Menu',
};

/** `Ctrl+ArrowRight` → `Ctrl + →`. */
export function printedKey(text: string): string {
  return text
    .split('+')
    .map((name) => PRINTED[name] ?? name)
    .join(' + ');
}
