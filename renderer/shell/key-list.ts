/** The list of all keys, in groups: those of commands from their table, and those of the control with the focus. */
import { COMMANDS } from '../catalog/commands.ts';
import { PAGES, type CatalogPage } from '../catalog/pages.ts';
import { GRID_KEYS } from '../library/grid-keys.ts';
import { ORDERED_KEYS } from '../ordered-tracks/ordered-keys.ts';
import type { Text } from '../words/text.ts';

export interface KeyRow {
  /** Keys as `catalog/commands.ts` writes them. */
  readonly keys: readonly string[];
  readonly label: Text;
}

export interface KeyGroup {
  readonly title: Text;
  readonly rows: readonly KeyRow[];
}

const FIELD_KEYS: readonly KeyRow[] = [
  { keys: ['Enter'], label: 'Save the edit' },
  { keys: ['Escape'], label: 'Cancel the edit, clear the search, close the dialog' },
];

const PAGE_KEYS: readonly KeyRow[] = (PAGES as readonly CatalogPage[]).flatMap(({ label, key }) =>
  key === undefined ? [] : [{ keys: [key], label }],
);

export const KEY_GROUPS: readonly KeyGroup[] = [
  { title: 'Everywhere', rows: [...COMMANDS.filter(({ keys }) => keys.length > 0), ...PAGE_KEYS] },
  { title: 'In the track table', rows: GRID_KEYS },
  { title: 'In the queue and in playlists', rows: ORDERED_KEYS },
  { title: 'In a field', rows: FIELD_KEYS },
];
