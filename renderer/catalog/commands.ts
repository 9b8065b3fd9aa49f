/**
 * What a key, a menu item of the desktop shell or a media key can call: one row per command. The keyboard shortcuts,
 * their list and the desktop's menus follow from this table.
 *
 * Data only, as `pages.ts`, and for the same readers. What a command does is in `shell/run-command.ts`, which the
 * compiler holds complete.
 */
import type { PageId } from './pages.ts';

interface CommandRow {
  /** The word by which the desktop shell sends it to the page. */
  readonly id: string;
  /** What menus and the list of keys call it. */
  readonly label: string;
  /**
   * Keys that call it outside of text fields: `KeyboardEvent.key` behind its modifiers (`Ctrl+Shift+Z`, `Space`). On
   * macOS the Command key stands for Ctrl.
   */
  readonly keys: readonly string[];
  /** Where it stands in the menus of the desktop shell, with its key there, if it stands in one. */
  readonly menu?: { readonly section: MenuSection; readonly key?: string; readonly macKey?: string };
  /** The key of a keyboard or a headset that calls it, by Electron's name. */
  readonly mediaKey?: string;
}

export type MenuSection = 'file' | 'history' | 'find' | 'playback' | 'help';

export const COMMANDS = [
  { id: 'add-folder', label: 'Add folder …', keys: [], menu: { section: 'file', key: 'CmdOrCtrl+O' } },
  { id: 'find', label: 'Search', keys: ['/'], menu: { section: 'find', key: 'CmdOrCtrl+F' } },
  { id: 'edit-title', label: 'Edit the title', keys: ['F2'] },
  { id: 'undo', label: 'Undo', keys: ['Ctrl+Z'], menu: { section: 'history', key: 'CmdOrCtrl+Z' } },
  {
    id: 'redo',
    label: 'Redo',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    menu: { section: 'history', key: 'Ctrl+Y', macKey: 'Shift+Cmd+Z' },
  },
  {
    id: 'play-pause',
    label: 'Play or pause',
    keys: ['Space'],
    menu: { section: 'playback' },
    mediaKey: 'MediaPlayPause',
  },
  {
    id: 'next-track',
    label: 'Next track',
    keys: ['Ctrl+ArrowRight'],
    menu: { section: 'playback' },
    mediaKey: 'MediaNextTrack',
  },
  {
    id: 'previous-track',
    label: 'Previous track',
    keys: ['Ctrl+ArrowLeft'],
    menu: { section: 'playback' },
    mediaKey: 'MediaPreviousTrack',
  },
  { id: 'seek-forward', label: 'Five seconds forward', keys: ['ArrowRight'] },
  { id: 'seek-back', label: 'Five seconds back', keys: ['ArrowLeft'] },
  { id: 'show-keys', label: 'Keyboard shortcuts', keys: ['?'], menu: { section: 'help' } },
] as const satisfies readonly CommandRow[];

/** The commands of the table; those that show a page are made from the table of pages. */
export type OwnCommandId = (typeof COMMANDS)[number]['id'];
export type PageCommandId = `page:${PageId}`;
export type CommandId = OwnCommandId | PageCommandId;

/** A row as all rows are. */
export interface Command extends CommandRow {
  readonly id: OwnCommandId;
}

/** The commands of a section of the menus, in their order there. */
export function commandsInMenu(section: MenuSection): readonly Command[] {
  const commands: readonly Command[] = COMMANDS;
  return commands.filter(({ menu }) => menu?.section === section);
}

/** What a command is called. */
export function commandLabel(command: OwnCommandId): string {
  return COMMANDS.find(({ id }) => id === command)?.label ?? command;
}
