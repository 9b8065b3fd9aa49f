import { describe, expect, it } from 'vitest';
import type { EditEntry } from '../../app/model/history.ts';
import type { TrackRow } from '../../app/model/tracks.ts';
import { moreWithEdits, rowWithEdits } from './row-with-edits.ts';

const row = { title: 'Knolls', artist: 'Ada', albumArtist: 'Ada', fileName: '01 knolls.flac', year: 1999 } as TrackRow;

function edit(field: string, after: readonly string[] | null): Readonly<Record<string, EditEntry>> {
  return { [field]: { batch: 1, trackId: 1, author: 'you', at: 0, field, before: null, after, undoneBy: null } };
}

describe('a row with edits that it does not hold yet', () => {
  it('shows their values as a row that is read does', () => {
    const edits = {
      ...edit('artist', ['Ada', 'Bob']),
      ...edit('date', ['May 2005']),
      ...edit('tracknumber', ['03/12']),
    };
    expect(rowWithEdits(row, edits)).toEqual({ ...row, artist: 'Ada; Bob', year: 2005, trackNumber: 3 });
  });

  it('falls back on the file name for a title, and on the artist for that of the album', () => {
    expect(rowWithEdits(row, edit('title', null)).title).toBe('01 knolls');
    expect(rowWithEdits({ ...row, albumArtist: 'Various' }, edit('albumartist', null)).albumArtist).toBe('Ada');
  });

  it('is the row itself where none of them shows in it', () => {
    expect(rowWithEdits(row, undefined)).toBe(row);
    expect(rowWithEdits(row, edit('comment', ['x']))).toEqual(row);
  });
});

describe('what rows do not hold, with edits', () => {
  it('has their values, and none where the field was removed', () => {
    const more = { tags: { composer: ['Bach'], key: ['Am'] }, facts: undefined };
    const edits = { ...edit('composer', ['Bach', 'Busoni']), ...edit('key', null) };
    expect(moreWithEdits(more, edits).tags).toEqual({ composer: ['Bach', 'Busoni'], key: [] });
  });

  it('stays unknown until it has arrived', () => {
    expect(moreWithEdits(undefined, edit('key', ['Am'])).tags).toBeUndefined();
  });
});
