/**
 * What a key, a menu, the palette or a media key can call: one row per command. The keyboard shortcuts, their list, the
 * palette, the menu of tracks and the desktop's menus follow from this table.
 *
 * Data only, as `pages.ts`, and for the same readers. What a command does is in `commands/run-command.ts`, and what one
 * does with tracks in `commands/track-commands.ts`; the compiler holds both complete.
 */
import type { PageId } from './pages.ts';

interface CommandRow {
  /** The word by which the desktop shell sends it to the page. */
  readonly id: string;
  /** What menus and the list of keys call it. */
  readonly label: string;
  /** A drawing of `controls/Icon.tsx`, for menus of the page. */
  readonly icon?: string;
  /** Other words by which the palette finds it. */
  readonly also?: readonly string[];
  /**
   * Keys that call it outside of text fields: `KeyboardEvent.key` behind its modifiers (`Ctrl+Shift+Z`, `Space`). On
   * macOS the Command key stands for Ctrl.
   */
  readonly keys: readonly string[];
  /** Whether its keys call it in text fields, too. */
  readonly whileTyping?: true;
  /** Where it stands in the menu of tracks, if it does something with them. */
  readonly tracks?: TrackCommand;
  /** Where it stands in the menus of the desktop shell, with its key there, if it stands in one. */
  readonly menu?: { readonly section: MenuSection; readonly key?: string; readonly macKey?: string };
  /** The key of a keyboard or a headset that calls it, by Electron's name. */
  readonly mediaKey?: string;
}

interface TrackCommand {
  /** Groups are parted by lines; `rating` and `more` are menus of their own. */
  readonly group: TrackMenuGroup;
  /** A key of the track table that calls it there (`library/grid-keys.ts`). */
  readonly gridKey?: string;
  /** Whether it takes one track only. */
  readonly one?: true;
  /** Whether it takes two tracks or more. */
  readonly several?: true;
  /** Whether it stands as a button over the details, one click away. */
  readonly tool?: true;
}

/** The groups of the menu of tracks, in their order. */
export const TRACK_MENU_GROUPS = ['play', 'edit', 'rating', 'more', 'find'] as const;
export type TrackMenuGroup = (typeof TRACK_MENU_GROUPS)[number];

export type MenuSection = 'file' | 'history' | 'find' | 'playback' | 'help';

export const COMMANDS = [
  { id: 'add-folder', label: 'Add folder …', keys: [], menu: { section: 'file', key: 'CmdOrCtrl+O' } },
  { id: 'export-library', label: 'Export the library …', keys: [], menu: { section: 'file' } },
  {
    id: 'recognise',
    label: 'Recognise files …',
    icon: 'file',
    also: ['clip', 'lookup', 'what is this'],
    keys: ['L'],
    menu: { section: 'file', key: 'CmdOrCtrl+Shift+O' },
  },
  { id: 'find', label: 'Search', keys: ['/'], menu: { section: 'find', key: 'CmdOrCtrl+F' } },
  {
    id: 'explain-search',
    label: 'What the search means',
    icon: 'search',
    also: ['query', 'rule'],
    keys: [],
    menu: { section: 'find' },
  },
  {
    id: 'as-of',
    label: 'The library as of a date …',
    icon: 'activity',
    also: ['past', 'history'],
    keys: [],
    menu: { section: 'find' },
  },
  { id: 'palette', label: 'All commands', icon: 'keys', keys: ['Ctrl+K'], whileTyping: true },
  { id: 'play', label: 'Play', icon: 'play', keys: [], tracks: { group: 'play', gridKey: 'Enter' } },
  {
    id: 'play-next',
    label: 'Play next',
    icon: 'playNext',
    also: ['queue'],
    keys: ['Shift+Enter'],
    tracks: { group: 'play' },
  },
  {
    id: 'add-to-queue',
    label: 'Add to queue',
    icon: 'playLast',
    keys: ['Ctrl+Enter'],
    tracks: { group: 'play' },
  },
  {
    id: 'more-like-this',
    label: 'Play more like this',
    icon: 'radio',
    also: ['radio', 'similar'],
    keys: ['M'],
    tracks: { group: 'play', one: true, tool: true },
  },
  { id: 'edit', label: 'Edit', icon: 'edit', also: ['tags', 'title'], keys: ['F2'], tracks: { group: 'edit' } },
  {
    id: 'actions',
    label: 'Actions …',
    icon: 'wand',
    also: ['case', 'number', 'find and replace', 'split', 'genres', 'clean up', 'tags from file names'],
    keys: ['A'],
    tracks: { group: 'edit', tool: true },
  },
  {
    id: 'number',
    label: 'Number the tracks …',
    icon: 'numbers',
    also: ['track number'],
    keys: ['N'],
    tracks: { group: 'edit', tool: true },
  },
  {
    id: 'set-picture',
    label: 'Set the picture …',
    icon: 'picture',
    also: ['cover', 'art'],
    keys: ['I'],
    tracks: { group: 'edit' },
  },
  {
    id: 'copy-pictures',
    label: 'Copy the pictures',
    icon: 'copy',
    also: ['cover', 'art'],
    keys: [],
    tracks: { group: 'more', one: true },
  },
  {
    id: 'paste-pictures',
    label: 'Give them the copied pictures …',
    icon: 'picture',
    also: ['cover', 'art', 'paste'],
    keys: [],
    tracks: { group: 'more' },
  },
  {
    id: 'identify',
    label: 'Identify',
    icon: 'label',
    keys: [],
    tracks: { group: 'edit' },
  },
  {
    id: 'one-recording',
    label: 'Say that they are one recording …',
    icon: 'join',
    also: ['merge', 'same'],
    keys: [],
    tracks: { group: 'more' },
  },
  { id: 'hide', label: 'Hide or show again', icon: 'hidden', keys: [], tracks: { group: 'edit' } },
  {
    id: 'trash',
    label: 'Move to the trash, or restore',
    icon: 'remove',
    also: ['delete'],
    keys: [],
    tracks: { group: 'edit' },
  },
  { id: 'favourite', label: 'Favourite', icon: 'heart', also: ['love'], keys: ['F'], tracks: { group: 'rating' } },
  { id: 'rate-0', label: 'No rating', keys: ['0'], tracks: { group: 'rating' } },
  { id: 'rate-1', label: '1 star', also: ['rate 1'], keys: ['1'], tracks: { group: 'rating' } },
  { id: 'rate-2', label: '2 stars', also: ['rate 2'], keys: ['2'], tracks: { group: 'rating' } },
  { id: 'rate-3', label: '3 stars', also: ['rate 3'], keys: ['3'], tracks: { group: 'rating' } },
  { id: 'rate-4', label: '4 stars', also: ['rate 4'], keys: ['4'], tracks: { group: 'rating' } },
  { id: 'rate-5', label: '5 stars', also: ['rate 5'], keys: ['5'], tracks: { group: 'rating' } },
  {
    id: 'find-similar',
    label: 'Find similar',
    icon: 'similar',
    also: ['sounds like'],
    keys: ['Ctrl+M'],
    tracks: { group: 'find', one: true },
  },
  {
    id: 'compare-sounds',
    label: 'Compare sounds',
    icon: 'sound',
    also: ['same', 'similar', 'waveforms'],
    keys: [],
    tracks: { group: 'find', several: true },
  },
  {
    id: 'add-to-playlist',
    label: 'Add to playlist …',
    icon: 'addToPlaylist',
    keys: ['P'],
    tracks: { group: 'find', tool: true },
  },
  {
    id: 'copy-to',
    label: 'Copy to a folder …',
    icon: 'folders',
    also: ['device', 'convert'],
    keys: ['C'],
    tracks: { group: 'find', tool: true },
  },
  {
    id: 'export',
    label: 'Export …',
    icon: 'save',
    also: ['spreadsheet', 'CSV', 'JSON'],
    keys: ['X'],
    tracks: { group: 'find' },
  },
  {
    id: 'submit',
    label: 'Submit to AcoustID …',
    icon: 'up',
    also: ['fingerprint', 'contribute'],
    keys: [],
    tracks: { group: 'find' },
  },
  {
    id: 'copy-path',
    label: 'Copy the path',
    icon: 'copy',
    also: ['file', 'folder', 'clipboard'],
    keys: ['Ctrl+Shift+C'],
    tracks: { group: 'find' },
  },
  {
    id: 'copy-fingerprint',
    label: 'Copy the fingerprint',
    icon: 'sound',
    also: ['fpcalc'],
    keys: [],
    tracks: { group: 'more', one: true },
  },
  {
    id: 'show-history',
    label: 'Show the history',
    icon: 'activity',
    also: ['changes'],
    keys: ['H'],
    tracks: { group: 'find', one: true, tool: true },
  },
  { id: 'undo', label: 'Undo', icon: 'revert', keys: ['Ctrl+Z'], menu: { section: 'history', key: 'CmdOrCtrl+Z' } },
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
  { id: 'shuffle', label: 'Shuffle', keys: ['S'], menu: { section: 'playback' } },
  { id: 'repeat', label: 'Repeat: off, the queue, this track', keys: ['R'], menu: { section: 'playback' } },
  { id: 'show-queue', label: 'Queue', keys: ['Q'], menu: { section: 'playback' } },
  { id: 'seek-forward', label: 'Five seconds forward', keys: ['ArrowRight'] },
  { id: 'seek-back', label: 'Five seconds back', keys: ['ArrowLeft'] },
  { id: 'show-keys', label: 'Keyboard shortcuts', keys: ['?'], menu: { section: 'help' } },
] as const satisfies readonly CommandRow[];

/** The commands of the table; those that show a page are made from the table of pages. */
export type OwnCommandId = (typeof COMMANDS)[number]['id'];
/** Those that do something with tracks. */
export type TrackCommandId = Extract<(typeof COMMANDS)[number], { readonly tracks: unknown }>['id'];
/** Those that do not. */
export type GeneralCommandId = Exclude<OwnCommandId, TrackCommandId>;
export type PageCommandId = `page:${PageId}`;
export type CommandId = OwnCommandId | PageCommandId;

/** What menus and the list of keys call a command: a text of the catalogues. */
export type CommandLabel = (typeof COMMANDS)[number]['label'];
/** The other words by which the palette finds commands: texts of the catalogues, too. */
export type AlsoWord = Extract<(typeof COMMANDS)[number], { readonly also: unknown }>['also'][number];

/** A row as all rows are. */
export interface Command extends CommandRow {
  readonly id: OwnCommandId;
  readonly label: CommandLabel;
  readonly also?: readonly AlsoWord[];
}

/** The commands of a section of the menus, in their order there. */
export function commandsInMenu(section: MenuSection): readonly Command[] {
  const commands: readonly Command[] = COMMANDS;
  return commands.filter(({ menu }) => menu?.section === section);
}

/** The commands of a group of the menu of tracks, in their order there. */
export function trackCommands(group: TrackMenuGroup): readonly Command[] {
  const commands: readonly Command[] = COMMANDS;
  return commands.filter(({ tracks }) => tracks?.group === group);
}

/** The commands that stand as buttons over the details of one track, or of several. */
export function toolCommands(tracks: number): readonly Command[] {
  const commands: readonly Command[] = COMMANDS;
  return commands.filter((command) => command.tracks?.tool === true && takesTracks(command, tracks));
}

/** Whether a command can be called with so many tracks. */
export function takesTracks({ tracks }: Pick<Command, 'tracks'>, amount: number): boolean {
  if (tracks === undefined) return false;
  return (tracks.one !== true || amount === 1) && (tracks.several !== true || amount > 1);
}

/** Whether a command does something with tracks. */
export function isTrackCommand(command: CommandId): command is TrackCommandId {
  const commands: readonly Command[] = COMMANDS;
  return commands.some(({ id, tracks }) => id === command && tracks !== undefined);
}

/** What a command is called, in English. */
export function commandLabel(command: OwnCommandId): CommandLabel {
  const found = COMMANDS.find(({ id }) => id === command);
  if (found === undefined) throw new Error(`there is no command ${command}`);
  return found.label;
}
