/**
 * The columns of the track table as data: what they are called, how wide they are, how they sort, what their cells
 * show and which field they edit. Head, rows and widths follow from this list, in its order.
 */
import type { ReactNode } from 'react';
import type { TrackRow } from '../../app/model/tracks.ts';
import type { SortField } from '../navigation/address.ts';
import { clock } from '../words/duration.ts';
import styles from './TrackGrid.module.css';
import { TitleCell } from './TitleCell.tsx';

export interface Column {
  readonly id: string;
  readonly label: string;
  /** Track of a CSS grid: parts of the room (`28fr`) or a fixed width in pixels. */
  readonly width: `${number}fr` | `${number}px`;
  readonly align: 'start' | 'end';
  readonly look: 'strong' | 'plain' | 'muted' | 'small';
  /** The narrowest table that still shows it. */
  readonly shownFrom: 'narrow' | 'medium' | 'wide';
  readonly sort: SortField;
  /** Tag field whose edit turns the value red, if the column shows one. */
  readonly field: string | null;
  cell(row: TrackRow): ReactNode;
  /** The text of a cell, by which the column takes its part of the room; `null` for fixed widths. */
  readonly text: ((row: TrackRow) => string) | null;
}

export const COLUMNS: readonly Column[] = [
  {
    id: 'title',
    label: 'Title',
    width: '28fr',
    align: 'start',
    look: 'strong',
    shownFrom: 'narrow',
    sort: 'title',
    field: 'title',
    cell: (row) => <TitleCell row={row} />,
    text: (row) => row.title,
  },
  {
    id: 'artist',
    label: 'Artist',
    width: '19fr',
    align: 'start',
    look: 'plain',
    shownFrom: 'narrow',
    sort: 'artist',
    field: 'artist',
    cell: (row) => row.artist,
    text: (row) => row.artist,
  },
  {
    id: 'album',
    label: 'Album',
    width: '21fr',
    align: 'start',
    look: 'muted',
    shownFrom: 'medium',
    sort: 'album',
    field: 'album',
    cell: (row) => row.album,
    text: (row) => row.album,
  },
  {
    id: 'genre',
    label: 'Genre',
    width: '14fr',
    align: 'start',
    look: 'muted',
    shownFrom: 'wide',
    sort: 'genre',
    field: 'genre',
    cell: (row) => row.genre,
    text: (row) => row.genre,
  },
  {
    id: 'year',
    label: 'Year',
    width: '56px',
    align: 'end',
    look: 'muted',
    shownFrom: 'medium',
    sort: 'year',
    field: 'date',
    cell: (row) => row.year,
    text: null,
  },
  {
    id: 'time',
    label: 'Time',
    width: '58px',
    align: 'end',
    look: 'muted',
    shownFrom: 'narrow',
    sort: 'length',
    field: null,
    cell: (row) => (row.duration > 0 ? clock(row.duration) : null),
    text: null,
  },
  {
    id: 'kind',
    label: 'Kind',
    width: '68px',
    align: 'start',
    look: 'small',
    shownFrom: 'medium',
    sort: 'kind',
    field: null,
    cell: (row) => <span className={row.lossless ? styles.lossless : undefined}>{row.kind}</span>,
    text: null,
  },
];
