import { describe, expect, it } from 'vitest';
import {
  formatLayout,
  parseLayout,
  withColumn,
  withColumnBefore,
  withColumnMoved,
  withColumnWidth,
  type ColumnLayout,
} from './column-layout.ts';

const layout: ColumnLayout = ['title', 'artist', 'year'].map((id) => ({ id, width: null }));
const ids = (of: ColumnLayout): string => of.map(({ id }) => id).join(' ');

describe('the columns that are shown', () => {
  it('get another one at the end, and lose one', () => {
    expect(ids(withColumn(layout, 'bpm'))).toBe('title artist year bpm');
    expect(ids(withColumn(layout, 'artist'))).toBe('title year');
  });

  it('never lose the last one', () => {
    expect(ids(withColumn([{ id: 'title', width: null }], 'title'))).toBe('title');
  });

  it('are moved in front of another one, or to the end', () => {
    expect(ids(withColumnBefore(layout, 'year', 'title'))).toBe('year title artist');
    expect(ids(withColumnBefore(layout, 'title', 'year'))).toBe('artist title year');
    expect(ids(withColumnBefore(layout, 'title', null))).toBe('artist year title');
    expect(withColumnBefore(layout, 'title', 'title')).toBe(layout);
    expect(withColumnBefore(layout, 'title', 'gone')).toBe(layout);
    expect(withColumnBefore(layout, 'gone', 'title')).toBe(layout);
  });

  it('are moved by one place, and not over the ends', () => {
    expect(ids(withColumnMoved(layout, 'title', 1))).toBe('artist title year');
    expect(ids(withColumnMoved(layout, 'artist', 1))).toBe('title year artist');
    expect(ids(withColumnMoved(layout, 'year', -1))).toBe('title year artist');
    expect(ids(withColumnMoved(layout, 'year', 1))).toBe('title artist year');
    expect(ids(withColumnMoved(layout, 'title', -1))).toBe('title artist year');
  });

  it('get a width in bounds, and lose it', () => {
    expect(withColumnWidth(layout, 'artist', 200.4)[1]).toEqual({ id: 'artist', width: 200 });
    expect(withColumnWidth(layout, 'artist', 3)[1]).toEqual({ id: 'artist', width: 36 });
    expect(withColumnWidth(layout, 'artist', 5000)[1]).toEqual({ id: 'artist', width: 900 });
    expect(withColumnWidth(withColumnWidth(layout, 'artist', 200), 'artist', null)).toEqual(layout);
  });
});

describe('the columns as text', () => {
  const known = new Set(['title', 'artist', 'year']);

  it('are read back as they were written', () => {
    const resized = withColumnWidth(layout, 'artist', 210);
    expect(formatLayout(resized)).toBe('title,artist:210,year');
    expect(parseLayout(formatLayout(resized), known)).toEqual(resized);
  });

  it('leave out what is unknown, doubled or malformed', () => {
    expect(parseLayout('artist:x,gone,artist:99999,year:80', known)).toEqual([
      { id: 'artist', width: null },
      { id: 'year', width: 80 },
    ]);
    expect(parseLayout('gone', known)).toBeNull();
    expect(parseLayout(null, known)).toBeNull();
  });
});
