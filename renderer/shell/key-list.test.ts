import { describe, expect, it } from 'vitest';
import { KEY_GROUPS } from './key-list.ts';

describe('the list of keys', () => {
  it('names every command that has a key, and none without', () => {
    const labels = KEY_GROUPS[0]?.rows.map(({ label }) => label);
    expect(labels).toContain('Undo');
    expect(labels).toContain('Keyboard shortcuts');
    expect(labels).not.toContain('Add folder …');
  });

  it('names no key twice in a group, and no label twice at all', () => {
    for (const { rows } of KEY_GROUPS) {
      const keys = rows.flatMap((row) => row.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
    const labels = KEY_GROUPS.flatMap(({ rows }) => rows.map(({ label }) => label));
    expect(new Set(labels).size).toBe(labels.length);
  });
});
