/** The columns of the track table: what they are called, how they sort, what they show, and which field they edit. */
import type { TrackRow } from '../../app/model/tracks.ts';
import type { SortField } from '../navigation/address.ts';
import { clock } from '../words/duration.ts';

export interface Column {
  readonly id: 'title' | 'artist' | 'album' | 'genre' | 'year' | 'time' | 'kind';
  readonly name: string;
  readonly sort: SortField;
  /** Tag field whose edit turns the value red, if the column shows one. */
  readonly field: string | null;
  readonly numeric: boolean;
  text(row: TrackRow): string;
}

export const COLUMNS: readonly Column[] = [
  { id: 'title', name: 'Title', sort: 'title', field: 'title', numeric: false, text: (row) => row.title },
  { id: 'artist', name: 'Artist', sort: 'artist', field: 'artist', numeric: false, text: (row) => row.artist },
  { id: 'album', name: 'Album', sort: 'album', field: 'album', numeric: false, text: (row) => row.album },
  { id: 'genre', name: 'Genre', sort: 'genre', field: 'genre', numeric: false, text: (row) => row.genre },
  {
    id: 'year',
    name: 'Year',
    sort: 'year',
    field: 'date',
    numeric: true,
    text: (row) => (row.year === null ? '' : String(row.year)),
  },
  {
    id: 'time',
    name: 'Time',
    sort: 'length',
    field: null,
    numeric: true,
    text: (row) => (row.duration > 0 ? clock(row.duration) : ''),
  },
  { id: 'kind', name: 'Kind', sort: 'kind', field: null, numeric: false, text: (row) => row.kind },
];
