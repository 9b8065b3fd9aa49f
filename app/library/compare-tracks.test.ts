import { describe, expect, it } from 'vitest';
import type { FieldValue, PictureInfo, TrackDetail } from '../model/tracks.ts';
import { compareDetails, compareTracks } from './compare-tracks.ts';
import { memoryLibrary, TESTER } from './testing-library.ts';

function picture(content: string, type = 3): PictureInfo {
  return { url: `/art/${content}`, content, type, mime: 'image/png', description: '' };
}

function track(
  fields: Readonly<Record<string, readonly string[]>>,
  { edited = [], pictures = [] }: { edited?: readonly string[]; pictures?: readonly PictureInfo[] } = {},
): TrackDetail {
  return {
    album: fields['album']?.[0] ?? '',
    duration: 2.5,
    pictures,
    editedFields: edited,
    fields: Object.entries(fields).map(([field, values]): FieldValue => ({
      field,
      values,
      original: values,
      edit: edited.includes(field) ? { author: 'user', at: 0, batch: 1 } : null,
    })),
  } as unknown as TrackDetail;
}

describe('fields of several tracks', () => {
  const compared = compareDetails([
    track({ title: ['One'], artist: ['Ember'], genre: ['Folk', 'Live'] }),
    track({ title: ['Two'], artist: ['Ember'], genre: ['Folk'] }, { edited: ['genre'] }),
    track({ title: ['Two'], artist: ['Ember'] }),
  ]);
  const byName = new Map(compared.fields.map((field) => [field.field, field]));

  it('show what all of them have', () => {
    expect(byName.get('artist')).toEqual({ field: 'artist', values: ['Ember'], differing: [], edited: 0 });
  });

  it('list differing values, the most frequent first', () => {
    expect(byName.get('title')).toEqual({ field: 'title', values: null, differing: [['Two'], ['One']], edited: 0 });
  });

  it('differ where some lack a field, and count its edits', () => {
    expect(byName.get('genre')).toMatchObject({ values: null, differing: [['Folk', 'Live'], ['Folk']], edited: 1 });
  });

  it('list no more than twenty differing values', () => {
    const many = compareDetails(Array.from({ length: 25 }, (_, index) => track({ title: [String(index)] })));
    expect(many.fields[0]?.differing).toHaveLength(20);
  });

  it('come with the number of tracks, their duration, and the album that all have', () => {
    expect(compared).toMatchObject({ tracks: 3, duration: 7.5, album: '' });
    const inAlbum = (album: string) => track({ album: [album] });
    expect(compareDetails([inAlbum('Siege'), inAlbum('Siege')]).album).toBe('Siege');
    expect(compareDetails([inAlbum('Siege'), inAlbum('North')]).album).toBeNull();
    expect(compareDetails([])).toEqual({
      tracks: 0,
      duration: 0,
      album: null,
      fields: [],
      picture: null,
      editedPictures: 0,
    });
  });
});

describe('the picture of several tracks', () => {
  const shared = (...tracks: readonly (readonly PictureInfo[])[]) =>
    compareDetails(tracks.map((pictures) => track({}, { pictures }))).picture;

  it('is the one that all have, wherever it comes from', () => {
    const inFile = { ...picture('image/png 812'), url: '/art/track/2?picture=0' };
    expect(shared([picture('a')], [picture('a')])).toEqual(picture('a'));
    expect(shared([picture('image/png 812')], [inFile])).toEqual(picture('image/png 812'));
  });

  it('is the front cover, or else the first picture of a track', () => {
    expect(shared([picture('back', 4), picture('a')])).toEqual(picture('a'));
    expect(shared([picture('back', 4), picture('disc', 6)])).toEqual(picture('back', 4));
  });

  it('is none where no track has one, and several where they differ or some have none', () => {
    expect(shared([], [])).toBeNull();
    expect(shared([picture('a')], [picture('b')])).toBe('several');
    expect(shared([], [picture('b')])).toBe('several');
    expect(shared([picture('b')], [])).toBe('several');
  });

  it('may be edited in some of them', () => {
    expect(compareDetails([track({}, { edited: ['picture'] }), track({}, { edited: ['title'] })]).editedPictures).toBe(
      1,
    );
  });
});

it('compares the tracks of a library that exist', () => {
  const library = memoryLibrary();
  const ids = ['a', 'b'].map((name) => library.add({ name, tags: { title: [name], genre: ['Folk'] }, duration: 100 }));
  library.edits.apply([ids[0]!], { genre: ['Jazz'] }, TESTER);
  const { tracks, duration, fields } = compareTracks(library.connection, [...ids, 999]);
  expect({ tracks, duration }).toEqual({ tracks: 2, duration: 200 });
  expect(fields.find(({ field }) => field === 'genre')).toEqual({
    field: 'genre',
    values: null,
    differing: [['Jazz'], ['Folk']],
    edited: 1,
  });
});
