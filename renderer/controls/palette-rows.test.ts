import { describe, expect, it } from 'vitest';
import { lineAfterKey, markedLine, type PaletteGroup } from './palette-rows.ts';

const line = (id: string) => ({ id, parts: [] });
const groups: readonly PaletteGroup[] = [
  { title: 'With the track', lines: [line('play'), line('edit')] },
  { title: 'Go to', lines: [line('mount')] },
];

describe('the lines of a palette', () => {
  it('have the first one marked until another is, and again when that has gone', () => {
    expect(markedLine(groups, null)).toBe('play');
    expect(markedLine(groups, 'mount')).toBe('mount');
    expect(markedLine(groups, 'gone')).toBe('play');
    expect(markedLine([], 'gone')).toBeNull();
  });

  it('are gone through by arrows, across groups and round the ends', () => {
    expect(lineAfterKey(groups, 'edit', 'ArrowDown')).toBe('mount');
    expect(lineAfterKey(groups, 'mount', 'ArrowDown')).toBe('play');
    expect(lineAfterKey(groups, 'play', 'ArrowUp')).toBe('mount');
    expect(lineAfterKey(groups, 'mount', 'ArrowUp')).toBe('edit');
  });

  it('stay as they are for other keys', () => {
    expect(lineAfterKey(groups, 'edit', 'Home')).toBeNull();
    expect(lineAfterKey([], null, 'ArrowDown')).toBeNull();
  });
});
