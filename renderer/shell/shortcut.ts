/**
 * Which command a key is outside of text fields. Pure, so that the rules can be tested: a key belongs to the
 * control that has the focus before it belongs to the page.
 */

export type Shortcut = 'search' | 'play-pause' | 'next' | 'previous' | 'forward' | 'back' | 'undo' | 'redo' | 'keys';

export interface KeyPress {
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** Where the focus is: text is typed there, Space and Enter press it, or neither. */
export type Focus = 'text' | 'control' | 'page';

/** The command of a key press, or `null` when the page leaves it alone. */
export function shortcutOf(press: KeyPress, focus: Focus): Shortcut | null {
  if (focus === 'text' || press.alt) return null;
  const key = press.key.toLowerCase();
  if (press.control) {
    if (key === 'z') return press.shift ? 'redo' : 'undo';
    if (key === 'y') return 'redo';
    if (key === 'arrowright') return 'next';
    if (key === 'arrowleft') return 'previous';
    return null;
  }
  switch (key) {
    case '/':
      return 'search';
    case '?':
      return 'keys';
    case ' ':
      return focus === 'control' ? null : 'play-pause';
    case 'arrowright':
      return focus === 'control' ? null : 'forward';
    case 'arrowleft':
      return focus === 'control' ? null : 'back';
    default:
      return null;
  }
}
