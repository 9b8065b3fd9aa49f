import { describe, expect, it } from 'vitest';
import type { Alike, RecordingEdit } from '../../app/model/recordings.ts';
import { alikeWords } from './edit-recordings.ts';

const words = (alike: Alike | null): string =>
  alikeWords({ edit: { alike } as RecordingEdit, titles: new Map([[1, 'Knolls']]) });

describe('the words for how alike two recordings are', () => {
  it('name the tracks, by their ids where they have no title', () => {
    const copies = words({ kind: 'copy', tracks: [1, 2], score: 0.916 });
    expect(copies).toBe('“Knolls” and “2” are alike by 92 %.');
    const part = words({ kind: 'part', tracks: [2, 1], score: 1 });
    expect(part).toBe('“2” is a part of “Knolls”: alike by 100 %.');
  });

  it('say where no comparison has found them alike', () => {
    expect(words(null)).toBe('No comparison has found their tracks alike.');
  });
});
