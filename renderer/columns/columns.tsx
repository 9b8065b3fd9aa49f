/**
 * The columns of tables of tracks as data: what they are called, how wide they are, how they sort, what their cells
 * show and which field they edit. Head, rows, widths and the list of columns follow from this table.
 */
import type { ReactNode } from 'react';
import type { TrackRow } from '../../app/model/tracks.ts';
import type { SortField } from '../navigation/address.ts';
import { bitRate, count, fileSize } from '../words/amounts.ts';
import { clock } from '../words/duration.ts';
import { day } from '../words/moment.ts';
import { t, type Text } from '../words/text.ts';
import type { ColumnLayout } from './column-layout.ts';
import { FavouriteCell, RatingCell } from './RatingCell.tsx';
import styles from './Columns.module.css';
import { TitleCell } from './TitleCell.tsx';
import type { MoreValues } from './more-values.ts';

export interface Column {
  readonly id: string;
  readonly label: Text;
  /** Track of a CSS grid: parts of the room (`28fr`) or a fixed width in pixels. */
  readonly width: `${number}fr` | `${number}px`;
  readonly align: 'start' | 'end';
  readonly look: 'title' | 'plain' | 'muted' | 'small';
  /** The narrowest table that still shows it, as long as nobody has chosen columns. */
  readonly shownFrom: 'narrow' | 'medium' | 'wide';
  /** `null` for a column that cannot be sorted by. */
  readonly sort: SortField | null;
  /** Whether sorting begins with the largest value. */
  readonly largestFirst?: true;
  /** Tag field whose edit turns the value red, if the column shows one. */
  readonly field: string | null;
  /** What its cells show beside the row. */
  readonly needs?: 'tags' | 'facts';
  cell(row: TrackRow, more: MoreValues): ReactNode;
  /** The text of a cell, by which the column takes its part of the room; `null` for fixed widths. */
  readonly text: ((row: TrackRow) => string) | null;
  /** How much its texts count beside those of other columns; 1 if absent. */
  readonly weight?: number;
}

type Traits = Partial<Omit<Column, 'id' | 'label' | 'cell'>>;

/** A column of text that shares the room. */
function text(id: string, label: Text, of: (row: TrackRow) => string, traits: Traits): Column {
  const common = { width: '14fr', align: 'start', look: 'muted', shownFrom: 'wide', sort: null, field: id } as const;
  return { id, label, ...common, cell: of, text: of, ...traits };
}

/** A column of fixed width. */
function fixed(id: string, label: Text, width: number, cell: Column['cell'], traits: Traits = {}): Column {
  const common = { align: 'end', look: 'muted', shownFrom: 'medium', sort: null, field: null, text: null } as const;
  return { id, label, ...common, width: `${width}px`, cell, ...traits };
}

/** A column of a tag that rows do not hold. */
function tag(field: string, label: Text, width: number, traits: Traits = {}): Column {
  const cell: Column['cell'] = (_row, { tags }) => tags?.[field]?.join('; ');
  return fixed(field, label, width, cell, { align: 'start', field, needs: 'tags', ...traits });
}

/** Every column that there is, in the order in which the list of columns names them. */
export const COLUMNS: readonly Column[] = [
  fixed('disc', 'Disc', 52, (row) => row.discNumber, { sort: 'discnumber', field: 'discnumber' }),
  fixed('track', 'Track (number)', 60, (row) => row.trackNumber, { sort: 'track', field: 'tracknumber' }),
  {
    ...text('title', 'Title', (row) => row.title, {
      width: '28fr',
      look: 'title',
      shownFrom: 'narrow',
      sort: 'title',
    }),
    cell: (row) => <TitleCell row={row} />,
  },
  text('artist', 'Artist', (row) => row.artist, { width: '19fr', look: 'plain', shownFrom: 'narrow', sort: 'artist' }),
  text('albumartist', 'Album artist', (row) => row.albumArtist, { sort: 'albumartist' }),
  text('album', 'Album', (row) => row.album, { width: '21fr', shownFrom: 'medium', sort: 'album', weight: 0.9 }),
  text('genre', 'Genre', (row) => row.genre, { sort: 'genre' }),
  tag('composer', 'Composer', 150),
  fixed('year', 'Year', 50, (row) => row.year, { sort: 'year', field: 'date' }),
  fixed('time', 'Time', 52, (row) => (row.duration > 0 ? clock(row.duration) : null), {
    sort: 'length',
    shownFrom: 'narrow',
  }),
  fixed('rating', 'Rating', 84, (row) => <RatingCell row={row} />, {
    align: 'start',
    sort: 'rating',
    largestFirst: true,
    field: 'rating',
  }),
  fixed('favourite', 'Favourite', 84, (row) => <FavouriteCell row={row} />, {
    align: 'start',
    sort: 'favourite',
    largestFirst: true,
  }),
  fixed('plays', 'Plays', 62, (row) => (row.plays > 0 ? count(row.plays) : null), {
    sort: 'plays',
    largestFirst: true,
  }),
  fixed('lastplayed', 'Last played', 106, (row) => (row.lastPlayed === null ? null : day(row.lastPlayed)), {
    sort: 'lastplayed',
    largestFirst: true,
  }),
  fixed('added', 'Added', 108, (_row, { facts }) => (facts === undefined ? null : day(facts.added)), {
    sort: 'added',
    largestFirst: true,
    needs: 'facts',
  }),
  tag('bpm', 'BPM', 58, { align: 'end' }),
  tag('key', 'Key', 74),
  fixed('kind', 'Kind', 60, (row) => <span className={row.lossless ? styles.lossless : undefined}>{row.kind}</span>, {
    align: 'start',
    look: 'small',
    sort: 'kind',
  }),
  fixed('bitrate', 'Bit rate', 92, (row) => bitRate(row.bitrate), { sort: 'bitrate', largestFirst: true }),
  fixed('size', 'Size', 74, (_row, { facts }) => (facts === undefined ? null : fileSize(facts.size)), {
    sort: 'size',
    largestFirst: true,
    needs: 'facts',
  }),
  fixed('file', 'File name', 180, (row) => row.fileName, { align: 'start' }),
  fixed('path', 'Path', 320, (_row, { facts }) => facts?.path, { align: 'start', needs: 'facts' }),
];

/** What the column is called that sorts by this. */
export function columnName(sort: SortField): string {
  const column = COLUMNS.find((one) => one.sort === sort);
  return column === undefined ? sort : t(column.label);
}

/** The columns of a library that nobody has chosen others for. */
export const USUAL_LAYOUT = usual('title', 'artist', 'album', 'genre', 'year', 'time', 'rating', 'kind');

/** Those of playlists, which are for listening: how good, how often, how new. */
export const USUAL_PLAYLIST_LAYOUT = usual('title', 'artist', 'album', 'time', 'rating', 'plays', 'added');

function usual(...ids: readonly string[]): ColumnLayout {
  return ids.map((id) => ({ id, width: null }));
}
