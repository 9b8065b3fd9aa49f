import { describe, expect, it } from 'vitest';
import { gridTemplate, widthProperties } from './column-widths.ts';

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
    expect(widthProperties(columns, 5)).toEqual({
      '--number': '5em',
      '--columns-narrow': gridTemplate(columns, 'narrow'),
      '--columns-medium': gridTemplate(columns, 'medium'),
      '--columns-wide': gridTemplate(columns, 'wide'),
    });
  });
});
