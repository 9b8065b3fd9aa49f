import { describe, expect, it } from 'vitest';
import { reversalWords } from './reversal-words.ts';

const skipped = { trackId: 1, field: 'title' };

describe('undo and redo in words', () => {
  it('count the fields that they changed', () => {
    expect(reversalWords('undo', { batch: 2, undid: 1, restored: 1, skipped: [] })).toBe('Undone: 1 field restored');
    expect(reversalWords('redo', { batch: 3, undid: 2, restored: 12, skipped: [] })).toBe(
      'Redone: 12 fields changed again',
    );
  });

  it('say what they left alone', () => {
    expect(reversalWords('undo', { batch: 2, undid: 1, restored: 2, skipped: [skipped] })).toBe(
      'Undone: 2 fields restored, 1 field kept because of a later change',
    );
  });

  it('do not claim an undo that did nothing', () => {
    expect(reversalWords('undo', { batch: null, undid: 1, restored: 0, skipped: [skipped] })).toBe(
      'Not undone: all of its fields have been changed since.',
    );
    expect(reversalWords('redo', { batch: null, undid: 1, restored: 0, skipped: [skipped] })).toContain('Not redone');
  });
});
