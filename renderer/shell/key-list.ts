/** The list of all keys, in groups: those of commands from their table, and those of the control with the focus. */
import { COMMANDS } from '../catalog/commands.ts';
import { PAGES, type CatalogPage } from '../catalog/pages.ts';
import { GRID_KEYS } from '../library/grid-keys.ts';
import { ORDERED_KEYS } from '../ordered-tracks/ordered-keys.ts';
import { printedKey } from '../words/printed-key.ts';

export interface KeyRow {
  /** Keys as they are printed: `Ctrl + →`. */
  readonly keys: readonly string[];
  readonly label: string;
}

export interface KeyGroup {
  readonly title: string;
  readonly rows: readonly KeyRow[];
}

const FIELD_KEYS: readonly KeyRow[] = [
  { keys: ['Enter'], label: 'Save the edit' },
  { keys: ['Esc'], label: 'Cancel the edit, clear the search, close the dialog' },
];

const PAGE_KEYS: readonly KeyRow[] = (PAGES as readonly CatalogPage[]).flatMap(({ label, key }) =>
  key === undefined ? [] : [{ keys: [key], label }],
);

const printed = ({ keys, label }: KeyRow): KeyRow => ({ keys: keys.map(printedKey), label });

export const KEY_GROUPS: readonly KeyGroup[] = [
  { title: 'Everywhere', rows: [...COMMANDS.filter(({ keys }) => keys.length > 0), ...PAGE_KEYS].map(printed) },
  { title: 'In the track table', rows: GRID_KEYS.map(printed) },
  { title: 'In the queue and in playlists', rows: ORDERED_KEYS.map(printed) },
  { title: 'In a field', rows: FIELD_KEYS },
];
