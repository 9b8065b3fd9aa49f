import { describe, expect, it } from 'vitest';
import type { TrackRow } from '../../app/model/tracks.ts';
import { fittedColumns, gridTemplate, widthProperties } from './column-widths.ts';

const columns = [
  { width: '3fr', shownFrom: 'narrow' },
  { width: '2fr', shownFrom: 'wide' },
  { width: '56px', shownFrom: 'medium' },
] as const;

describe('the widths of columns', () => {
  it('follow the order of the columns, behind the row number', () => {
    expect(gridTemplate(columns, 'wide')).toBe('var(--number) minmax(0, 3fr) minmax(0, 2fr) 56px');
  });

  it('leave out what a narrower table does not show', () => {
    expect(gridTemplate(columns, 'medium')).toBe('var(--number) minmax(0, 3fr) 56px');
    expect(gridTemplate(columns, 'narrow')).toBe('var(--number) minmax(0, 3fr)');
  });

  it('come as properties for every width of the table, with room for the longest number', () => {
    expect(widthProperties(columns, { digits: 5 })).toEqual({
      '--number': 'calc(5em + var(--before, 0px))',
      '--least': '152px',
      '--columns-narrow': gridTemplate(columns, 'narrow'),
      '--columns-medium': gridTemplate(columns, 'medium'),
      '--columns-wide': gridTemplate(columns, 'wide'),
    });
  });
});

it('the columns leave room for what stands behind them', () => {
  const properties = widthProperties([{ width: '56px', shownFrom: 'narrow' }], { digits: 1, behind: '28px' });
  expect(properties).toMatchObject({
    '--columns-narrow': 'var(--number) 56px 28px',
    '--columns-wide': 'var(--number) 56px 28px',
  });
});

describe('columns of text', () => {
  const sized = [
    { width: '28fr', shownFrom: 'narrow', text: (row: TrackRow) => row.title },
    { width: '19fr', shownFrom: 'narrow', text: (row: TrackRow) => row.artist },
    { width: '56px', shownFrom: 'medium', text: null },
  ] as const;
  const rowsOf = (title: number, artist: number, amount = 10): TrackRow[] =>
    Array.from({ length: amount }, () => ({ title: 'x'.repeat(title), artist: 'x'.repeat(artist) }) as TrackRow);
  const widths = (rows: readonly TrackRow[]): string[] => fittedColumns(sized, rows).map(({ width }) => width);

  it('share the room by the length of their texts', () => {
    expect(widths(rowsOf(12, 26))).toEqual(['12fr', '26fr', '56px']);
  });

  it('stay readable beside very long texts, and leave room for them beside very short ones', () => {
    expect(widths(rowsOf(3, 90))).toEqual(['10fr', '32fr', '56px']);
    expect(widths(rowsOf(10, 32))).toEqual(['10fr', '32fr', '56px']);
  });

  it('do not follow a few long texts among many', () => {
    expect(widths([...rowsOf(12, 14, 9), ...rowsOf(30, 30, 1)])).toEqual(['12fr', '14fr', '56px']);
    expect(widths([...rowsOf(12, 14, 8), ...rowsOf(30, 30, 2)])).toEqual(['30fr', '30fr', '56px']);
  });

  it('take the room that they are worth', () => {
    const wide = [{ ...sized[0], weight: 1.5 }, sized[1]];
    expect(fittedColumns(wide, rowsOf(20, 20)).map(({ width }) => width)).toEqual(['30fr', '20fr']);
  });

  it('keep their usual widths where few rows are known', () => {
    expect(widths(rowsOf(12, 26, 4))).toEqual(['28fr', '19fr', '56px']);
    expect(widths(rowsOf(12, 26, 5))).toEqual(['12fr', '26fr', '56px']);
  });
});
