/** The widths of the track table's columns as CSS values, for each width of the table. Pure. */
import type { Column } from './columns.tsx';

type Sized = Pick<Column, 'width' | 'shownFrom'>;

const SHOWN: Readonly<Record<Column['shownFrom'], ReadonlySet<Column['shownFrom']>>> = {
  narrow: new Set(['narrow']),
  medium: new Set(['narrow', 'medium']),
  wide: new Set(['narrow', 'medium', 'wide']),
};

/** `grid-template-columns` of a table, the column of row numbers first; parts of the room may shrink to nothing. */
export function gridTemplate(columns: readonly Sized[], table: Column['shownFrom']): string {
  const widths = columns
    .filter(({ shownFrom }) => SHOWN[table].has(shownFrom))
    .map(({ width }) => (width.endsWith('fr') ? `minmax(0, ${width})` : width));
  return ['var(--number)', ...widths].join(' ');
}

/** Custom properties that the styles of the table choose from by its width; room for the largest row number included. */
export function widthProperties(columns: readonly Sized[], digits: number): Readonly<Record<`--${string}`, string>> {
  return {
    '--number': `${digits * 0.6 + 2}em`,
    '--columns-narrow': gridTemplate(columns, 'narrow'),
    '--columns-medium': gridTemplate(columns, 'medium'),
    '--columns-wide': gridTemplate(columns, 'wide'),
  };
}
