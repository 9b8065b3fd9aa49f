import { describe, expect, it } from 'vitest';
import type { BatchChange, EditBatch } from '../../app/model/history.ts';
import { learnFields } from './field-names.ts';
import { TESTING_FIELDS } from './testing-fields.ts';
import { batchOrigin, batchWords } from './change-words.ts';
import { changeLanguage } from './text.ts';

learnFields(TESTING_FIELDS);

const change = (field: string, before: BatchChange['before'], after: BatchChange['after']): BatchChange => ({
  field,
  before,
  after,
});
const words = (changes: readonly BatchChange[], tracks = 1, undoes: number | null = null): string =>
  batchWords({ changes, tracks, playlists: [], undoes });
const batch: EditBatch = {
  id: 12,
  author: 'root',
  at: 0,
  note: '',
  tracks: 1,
  fields: [],
  playlists: [],
  changes: [],
  undoes: null,
  undoneBy: null,
};

describe('what a change was', () => {
  it('is said with the values before and after, and the number of tracks', () => {
    expect(words([change('genre', ['Rock', 'Pop'], ['Folk'])])).toBe('Genre: Rock; Pop → Folk · 1 track');
    expect(words([change('title', 'several', null), change('mood', null, ['calm'])], 5)).toBe(
      'Title: several values → none · mood: none → calm · 5 tracks',
    );
  });

  it('names no picture', () => {
    expect(words([change('picture', null, ['3:abc'])])).toBe('Picture: no picture → a picture · 1 track');
    expect(words([change('picture', 'several', null)], 2)).toBe('Picture: several values → no picture · 2 tracks');
  });

  it('counts fields beyond the third', () => {
    const all = ['title', 'artist', 'album', 'genre', 'date'].map((field) => change(field, null, ['x']));
    expect(words(all.slice(0, 3))).toBe('Title: none → x · Artist: none → x · Album: none → x · 1 track');
    expect(words(all.slice(0, 4))).toContain('Album: none → x · 1 other field · 1 track');
    expect(words(all)).toContain(' · 2 other fields · ');
  });

  it('shows the begin of long values, on one line', () => {
    expect(words([change('comment', null, ['a\n\nb'])])).toBe('Comment: none → a b · 1 track');
    expect(words([change('comment', null, ['x'.repeat(60)])])).toContain(`→ ${'x'.repeat(60)} ·`);
    expect(words([change('comment', null, ['x'.repeat(61)])])).toContain(`→ ${'x'.repeat(59)}… ·`);
  });

  it('names up to three playlists', () => {
    const lists = (...playlists: string[]): string => batchWords({ changes: [], tracks: 0, playlists, undoes: null });
    expect(lists('Road', 'Rain')).toBe('Playlist Road · Playlist Rain');
    expect(lists('a', 'b', 'c', 'd')).toBe('4 playlists');
    expect(batchWords({ changes: [], tracks: 0, playlists: ['Road'], undoes: 3 })).toBe('Taken back: Playlist Road');
  });

  it('is told from what takes a change back', () => {
    expect(words([change('title', ['b'], ['a'])], 1, 7)).toBe('Taken back: Title: b → a · 1 track');
  });
});

describe('where a change comes from', () => {
  it('is its author and its note', () => {
    expect(batchOrigin(batch)).toBe('by root');
    expect(batchOrigin({ ...batch, note: 'a note' })).toBe('by root · a note');
  });

  it('has the notes of Descant in the language of the page', async () => {
    const note = 'playlist Night: 3 tracks added';
    const said = { code: 'note-added', values: { name: 'Night', tracks: '3' } } as const;
    expect(batchOrigin({ ...batch, note, said })).toBe('by root · playlist Night: 3 tracks added');
    await changeLanguage('de');
    try {
      expect(batchOrigin({ ...batch, note, said })).toBe('von root · Wiedergabeliste Night: 3 Titel hinzugefügt');
    } finally {
      await changeLanguage('en');
    }
  });

  it('is the change that it takes back, or that took it back', () => {
    expect(batchOrigin({ ...batch, note: 'undo', undoes: 7 })).toBe('by root · undo of change 7');
    expect(batchOrigin({ ...batch, note: 'redo', undoes: 8 })).toBe('by root · redo of change 8');
    expect(batchOrigin({ ...batch, undoneBy: 13 })).toBe('by root · taken back by change 13');
  });
});
