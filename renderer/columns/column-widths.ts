/**
 * The widths of the track table's columns as CSS values, for each width of the table. Pure.
 *
 * Columns of text share the room by what they have to show, so that short texts in one column leave room for long ones
 * in another. Very short and very long texts count as `LEAST` and `MOST`, which keeps every column readable.
 */
import type { TrackRow } from '../../app/model/tracks.ts';
import type { Column } from './columns.tsx';

type Sized = Pick<Column, 'width' | 'shownFrom'>;

/** Characters. */
const LEAST = 10;
const MOST = 32;

/** The part of the texts that shall be shown whole where there is room. */
const WHOLE = 0.9;

/** Fewer rows say little about a list. */
const ENOUGH_ROWS = 5;

const SHOWN: Readonly<Record<Column['shownFrom'], ReadonlySet<Column['shownFrom']>>> = {
  narrow: new Set(['narrow']),
  medium: new Set(['narrow', 'medium']),
  wide: new Set(['narrow', 'medium', 'wide']),
};

/** The columns with widths for these rows. */
export function fittedColumns<Fitted extends Sized & Pick<Column, 'text' | 'weight'>>(
  columns: readonly Fitted[],
  rows: readonly TrackRow[],
): readonly Fitted[] {
  if (rows.length < ENOUGH_ROWS) return columns;
  return columns.map((column) => {
    const { text } = column;
    if (text === null) return column;
    const lengths = rows.map((row) => text(row).length).sort((a, b) => a - b);
    const length = lengths[Math.ceil(lengths.length * WHOLE) - 1] ?? 0;
    const part = Math.max(LEAST, Math.min(MOST, length)) * (column.weight ?? 1);
    return { ...column, width: `${Math.round(part)}fr` };
  });
}

/**
 * `grid-template-columns` of a table, the column of row numbers first; parts of the room may shrink to nothing.
 * @param behind width of what stands behind the columns; empty for nothing
 */
export function gridTemplate(columns: readonly Sized[], table: Column['shownFrom'], behind = ''): string {
  const widths = columns
    .filter(({ shownFrom }) => SHOWN[table].has(shownFrom))
    .map(({ width }) => (width.endsWith('fr') ? `minmax(0, ${width})` : width));
  return ['var(--number)', ...widths, ...(behind === '' ? [] : [behind])].join(' ');
}

/** Pixels that a column of text keeps at least. */
const LEAST_PX = 96;

/** Pixels that the columns of a table of medium width need at least; a table that is narrower scrolls. */
export function leastWidth(columns: readonly Sized[]): number {
  return columns
    .filter(({ shownFrom }) => SHOWN.medium.has(shownFrom))
    .reduce((sum, { width }) => sum + (width.endsWith('px') ? Number.parseInt(width, 10) : LEAST_PX), 0);
}

/** What a table has room for beside its columns. */
interface Around {
  /** Of the largest row number. */
  readonly digits: number;
  /** Width of what stands behind the columns. */
  readonly behind?: string;
}

/** Custom properties that the styles of the table choose from by its width; `--before` is what stands before the numbers. */
export function widthProperties(
  columns: readonly Sized[],
  { digits, behind = '' }: Around,
): Readonly<Record<`--${string}`, string>> {
  return {
    '--number': `calc(${digits * 0.6 + 2}em + var(--before, 0px))`,
    '--least': `${leastWidth(columns)}px`,
    '--columns-narrow': gridTemplate(columns, 'narrow', behind),
    '--columns-medium': gridTemplate(columns, 'medium', behind),
    '--columns-wide': gridTemplate(columns, 'wide', behind),
  };
}
