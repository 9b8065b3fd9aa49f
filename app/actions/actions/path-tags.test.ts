import { describe, expect, it } from 'vitest';
import { actOn, trackOf } from '../testing-tracks.ts';

/** What a pattern reads of a path without its extension. */
function read(pattern: string, path: string, given: Record<string, string | boolean> = {}, tags = {}) {
  const names = path.split('/');
  const fileName = `${names.pop()}.flac`;
  return actOn('from-path', { pattern, ...given }, trackOf(tags, { fileName, folders: names }))[0];
}

describe('tags from a path', () => {
  it.each([
    [
      '$albumartist/$album/$track $title',
      'Music/Ash/Tide/07 Frantic',
      { albumartist: ['Ash'], album: ['Tide'], tracknumber: ['7'], title: ['Frantic'] },
    ],
    ['$track. $title', '1. 99 Balloons', { tracknumber: ['1'], title: ['99 Balloons'] }],
    ['$artist - $title', 'Ash - Tide - Live', { artist: ['Ash'], title: ['Tide - Live'] }],
    ['$disc-$track $title', '2-011 Moor', { discnumber: ['2'], tracknumber: ['11'], title: ['Moor'] }],
    ['$track $title', 'A1 Moor', { tracknumber: ['A1'], title: ['Moor'] }],
    ['$year - $album/$title', '1999 - Tide/Moor', { date: ['1999'], album: ['Tide'], title: ['Moor'] }],
    ['$artist/$artist - $title', 'Ash/Ash - Moor', { artist: ['Ash'], title: ['Moor'] }],
    ['$artist/$title', 'Ash; Birch/Moor', { artist: ['Ash', 'Birch'], title: ['Moor'] }],
    ['$_ - $title', 'whatever - Moor', { title: ['Moor'] }],
    ['${my field}_$title', 'x_y_z', { 'my field': ['x'], title: ['y_z'] }],
    ['/$album/$title', 'Tide/Moor', { album: ['Tide'], title: ['Moor'] }],
  ])('%s reads “%s”', (pattern, path, fields) => {
    expect(read(pattern, path)).toEqual(fields);
  });

  it('takes what stands in brackets where it is there', () => {
    const pattern = '[$disc-]$track $title[ ($subtitle)]';
    expect(read(pattern, '2-03 Moor (Live)')).toEqual({
      discnumber: ['2'],
      tracknumber: ['3'],
      title: ['Moor'],
      subtitle: ['Live'],
    });
    expect(read(pattern, '03 Moor')).toEqual({ tracknumber: ['3'], title: ['Moor'] });
  });

  it('reads decomposed names as composed ones', () => {
    expect(read('é $title', 'e\u0301 Cafe\u0301')).toEqual({ title: ['Café'] });
  });

  it('takes underscores for spaces where asked', () => {
    expect(read('$track $title', '01_My_Song', { spaces: true })).toEqual({ tracknumber: ['1'], title: ['My Song'] });
  });

  it('keeps values that are there where asked', () => {
    expect(read('$artist - $title', 'Ash - Moor', { empty: true }, { title: ['Other'] })).toEqual({ artist: ['Ash'] });
  });
});

describe('a path that does not fit', () => {
  it.each([
    ['$track $title', '03Frantic', '“03Frantic” does not fit “$track $title”'],
    ['$track $title', 'My Song', '“My Song” does not fit “$track $title”'],
    ['$year/$title', 'Tide/Moor', '“Tide” does not fit “$year”'],
    ['$artist/$artist - $title', 'Ash/Birch - Moor', '“Birch - Moor” does not fit “$artist - $title”'],
    [
      '$albumartist/$album/$title',
      'Tide/Moor',
      "“$albumartist/$album/$title” wants 2 folders above the file, and there are 1 in the library's folder",
    ],
  ])('is refused with the name that does not: %s', (pattern, path, reason) => {
    expect(read(pattern, path)).toBe(reason);
  });

  it('is refused in time, however often the pattern could be tried', () => {
    expect(read(`$a-$a-${'$_-'.repeat(30)}$title!`, '-x'.repeat(120))).toMatch(/does not fit/);
  });

  it('is refused where its bytes are no text', () => {
    expect(actOn('from-path', {}, trackOf({}, { isIllegible: true }))).toEqual([
      'the name of the file or of its folder is no legible text',
    ]);
  });
});

it.each([
  ['%upper{$title}', 'a pattern cannot read what %upper{} has made: use fields and text alone'],
  ['${artist|title}', 'a pattern names one field at a place, not several'],
  ['$album//$title', 'the pattern has a name without anything in it'],
  ['[$album/]$title', 'the brackets of a pattern cannot go over folders'],
  ['$length $title', '"length" cannot be edited: Descant measures it or records it'],
  ['[a'.repeat(9) + ']'.repeat(9), 'a name has at most 8 brackets'],
])('refuses the pattern %s', (pattern, message) => {
  expect(() => read(pattern, 'x')).toThrow(`from-path: ${message}`);
});
