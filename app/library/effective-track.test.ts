import { describe, expect, it } from 'vitest';
import { derivedColumns } from './derived-columns.ts';
import { EffectiveTrack, effectiveTrackOf, parseOverrides, sameValues, type Overrides } from './effective-track.ts';

const FILE_TAGS = { title: ['a'], genre: ['Rock', 'Pop'] };
const track = (overrides: Overrides, pictures = 2): EffectiveTrack =>
  new EffectiveTrack(FILE_TAGS, overrides, pictures, '01 Song.flac');

describe('the tags in force', () => {
  it('are those of the file where nothing is edited', () => {
    expect(track({}).tags).toEqual(FILE_TAGS);
    expect(track(parseOverrides('{}')).tags).toEqual(FILE_TAGS);
    expect(track({}).editedFields).toEqual([]);
  });

  it('are those of the file with the edits over them', () => {
    const edited = track({ title: ['b'], genre: null, mood: ['calm'] });
    expect(edited.tags).toEqual({ title: ['b'], mood: ['calm'] });
    expect(edited.editedFields).toEqual(['title', 'genre', 'mood']);
    expect(edited.fileTags).toEqual(FILE_TAGS);
    expect(FILE_TAGS.title).toEqual(['a']);
  });

  it('never have the pictures among them, edited or removed', () => {
    expect(track({ picture: ['file:1'] }).tags).toEqual(FILE_TAGS);
    expect(track({ picture: null }).tags).toEqual(FILE_TAGS);
    expect(track({ picture: null }).editedFields).toEqual(['picture']);
  });

  it('make the columns of the track, with the name of the file where there is no title', () => {
    expect(track({ title: null }).columns).toEqual(derivedColumns({ genre: ['Rock', 'Pop'] }, '01 Song.flac'));
    expect(track({ title: null }).columns.title).toBe('01 Song');
  });
});

describe('the pictures in force', () => {
  const hash = 'a'.repeat(64);

  it.each<[string, Overrides, number, readonly string[]]>([
    ['the file’s own where they are not edited', {}, 2, ['file:0', 'file:1']],
    ['none where the file has none', {}, 0, []],
    ['those of the edit', { picture: [`3:${hash}`, 'file:1'] }, 2, [`3:${hash}`, 'file:1']],
    ['those of the edit where the file has none', { picture: [`3:${hash}`] }, 0, [`3:${hash}`]],
    ['none where an edit has removed them', { picture: null }, 2, []],
    ['none where an edit names none', { picture: [] }, 2, []],
  ])('are %s', (_, overrides, count, pictures) => {
    const found = track(overrides, count);
    expect(found.pictures).toEqual(pictures);
    expect(found.hasArt).toBe(pictures.length > 0);
  });
});

describe('one field of a track', () => {
  it('is what the file says until it is edited', () => {
    expect(track({}).values('title')).toEqual(['a']);
    expect(track({ title: ['b'] }).values('title')).toEqual(['b']);
    expect(track({ title: ['b'] }).fileValues('title')).toEqual(['a']);
  });

  it('is absent when the file has none or an edit has removed it', () => {
    expect(track({}).values('mood')).toBeNull();
    expect(track({ title: null }).values('title')).toBeNull();
    expect(track({ mood: ['x'] }).fileValues('mood')).toBeNull();
  });

  it('may have the name of a member that every object has', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      expect(track({}).values(name)).toBeNull();
      expect(track({}).fileValues(name)).toBeNull();
      expect(track({ [name]: ['x'] }).values(name)).toEqual(['x']);
    }
  });

  it('may be the pictures', () => {
    expect(track({}).fileValues('picture')).toEqual(['file:0', 'file:1']);
    expect(track({}, 0).fileValues('picture')).toBeNull();
    expect(track({ picture: null }).values('picture')).toBeNull();
  });
});

describe('a track of a row', () => {
  it('is read from JSON and bytes', () => {
    const found = effectiveTrackOf({
      tags: JSON.stringify(FILE_TAGS),
      overrides: '{"title":["b"]}',
      pictures: 1,
      name: Buffer.from('Čas.mp3'),
    });
    expect(found).toMatchObject({ tags: { ...FILE_TAGS, title: ['b'] }, pictures: ['file:0'], fileName: 'Čas.mp3' });
  });

  it('has no pictures of its own where its layout is unknown or was not read', () => {
    const row = { tags: '{}', overrides: '{}', name: Buffer.from('x') };
    expect(effectiveTrackOf(row).hasArt).toBe(false);
    expect(effectiveTrackOf({ ...row, pictures: null }).hasArt).toBe(false);
  });
});

describe('equality of values', () => {
  it.each<[readonly string[] | null, readonly string[] | null, boolean]>([
    [['a', 'b'], ['a', 'b'], true],
    [['a', 'b'], ['b', 'a'], false],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['a'], false],
    [null, [], true],
    [null, null, true],
    [null, ['a'], false],
    [['a'], null, false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameValues(a, b)).toBe(same);
  });
});
