/**
 * What is dragged with a row of the track table: the selected tracks where it is one of them, otherwise it alone. Other
 * programs get their files in the mount. A drag has to know at once what it carries, so the files are asked for when the
 * button is pressed, and a drag that begins before the answer is there carries the tracks alone.
 */
import {
  setDraggedFiles,
  setDraggedText,
  setDraggedTracks,
  type MountedFile,
} from '../ordered-tracks/dragged-tracks.ts';
import { isSelected, type Selection } from '../selection/selection.ts';
import { service } from '../service/client.ts';
import { rowAt } from './row-pages.ts';
import type { TrackList } from './use-grid-selection.ts';

/** No list that tracks can be dropped on has this name: none takes them for its own. */
const FROM = '';
/** More files than this are copied by a command. */
const MOST_FILES = 100;

type Rows = Pick<TrackList, 'query' | 'pages'>;

let files: readonly MountedFile[] = [];

/** The rows that go along with one. */
function rowsWith(index: number, { query, pages }: Rows, selection: Selection) {
  const row = rowAt(pages, index);
  if (row === undefined) return null;
  const isOneOf = isSelected(selection, row.id, query);
  const fetched = pages.flatMap(({ rows }) => rows);
  return { row, isOneOf, rows: isOneOf ? fetched.filter(({ id }) => isSelected(selection, id, query)) : [row] };
}

/** Asks where the mount shows what a press of the button may begin to drag. */
export function prepareDrag(index: number, list: Rows, selection: Selection): void {
  files = [];
  const ids = rowsWith(index, list, selection)?.rows.map(({ id }) => id) ?? [];
  if (ids.length === 0 || ids.length > MOST_FILES) return;
  service.mount.files.query({ ids }).then(
    (found) => {
      files = found;
    },
    () => {
      // Without an answer no files go along.
    },
  );
}

/** Gives a drag of the page what it carries. */
export function dragRow(transfer: DataTransfer, index: number, list: Rows, selection: Selection): void {
  const dragged = rowsWith(index, list, selection);
  if (dragged === null) return;
  const { row, isOneOf, rows } = dragged;
  const tracks = isOneOf ? (selection.list ?? { ids: [...selection.ids] }) : { ids: [row.id] };
  setDraggedTracks(transfer, { from: FROM, tracks, keys: [] });
  setDraggedText(transfer, rows);
  const own = files.filter(({ id }) => rows.some((one) => one.id === id));
  setDraggedFiles(transfer, own, location.origin);
}

/** Has the desktop carry the files of what was prepared. @returns whether there is a desktop shell, and are files */
export function dragFiles(): boolean {
  if (window.descant === undefined || files.length === 0) return false;
  window.descant.dragFiles(files.map(({ path }) => path));
  return true;
}
