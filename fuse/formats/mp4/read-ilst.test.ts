import { describe, expect, it } from 'vitest';
import { TagCollector } from '../tags/tag-collector.ts';
import { atom, data } from '../testing/mp4-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { findAtom } from './atoms.ts';
import { readIlst, type IlstContent } from './read-ilst.ts';

const utf8 = (value: string): Buffer => data(1, value);
const named = (name: string, value: string): Buffer => atom(name, Buffer.alloc(4), Buffer.from(value));
const freeform = (mean: string, name: string, ...values: Buffer[]): Buffer =>
  atom('----', named('mean', mean), named('name', name), ...values);
const ITUNES = 'com.apple.iTunes';

function read(...items: Buffer[]): IlstContent & { file: Buffer } {
  const file = Buffer.concat([Buffer.alloc(5), atom('ilst', ...items)]);
  const window = new Window(strictSource(file));
  const content: IlstContent = { tags: new TagCollector(), pictures: [], kept: [] };
  readIlst(window, findAtom(window, 5, file.length, 'ilst')!, content);
  return { ...content, file };
}

const tagsOf = (...items: Buffer[]) => read(...items).tags.tags;

describe('an atom of text', () => {
  it('has one value or several, in UTF-8 or UTF-16', () => {
    const wide = Buffer.from('Čas', 'utf16le').swap16();
    expect(tagsOf(atom('\xa9nam', utf8('Title')), atom('\xa9ART', utf8('A'), utf8('B'), data(2, wide)))).toEqual({
      title: ['Title'],
      artist: ['A', 'B', 'Čas'],
    });
  });

  it('that the field table does not know is kept whole', () => {
    const item = atom('\xa9zzz', utf8('x'));
    const { tags, kept, file } = read(atom('\xa9nam', utf8('Title')), item);
    expect(tags.tags).toEqual({ title: ['Title'] });
    expect(kept.map(({ kind }) => kind)).toEqual(['ilst/\xa9zzz']);
    const { offset, length } = kept[0]!.range;
    expect(file.subarray(offset, offset + length)).toEqual(item);
  });

  it('without data is kept; padding is not', () => {
    const { kept } = read(
      atom('\xa9nam'),
      atom('\xa9ART', atom('data', Buffer.alloc(7))),
      atom('free', Buffer.alloc(20)),
    );
    expect(kept.map(({ kind }) => kind)).toEqual(['ilst/\xa9nam', 'ilst/\xa9ART']);
  });

  it('may have other atoms beside its data, and data that is too short for any', () => {
    expect(read(atom('\xa9nam', named('name', 'xxxxxxxx'), utf8('Title')))).toMatchObject({ kept: [] });
    expect(tagsOf(atom('\xa9nam', atom('xxxx', utf8('other').subarray(8)), utf8('Title')))).toEqual({
      title: ['Title'],
    });
    const short = atom('data', Buffer.from([0, 0, 0, 1, 0, 0, 0]));
    expect(read(atom('\xa9nam', short)).kept).toHaveLength(1);
    expect(tagsOf(atom('\xa9nam', short, utf8('Title')))).toEqual({ title: ['Title'] });
    expect(read(atom('\xa9nam', utf8('')))).toMatchObject({ kept: [] });
  });

  it('of an unknown type is kept', () => {
    expect(read(atom('\xa9nam', data(13, 'x'))).kept).toHaveLength(1);
    expect(read(atom('\xa9nam', data(13, 'longer than a number'))).kept).toHaveLength(1);
  });
});

describe('numbers', () => {
  const pair = (number: number, total: number): readonly number[] => [
    0,
    0,
    number >> 8,
    number & 255,
    total >> 8,
    total & 255,
  ];

  it('of track and disc come with their totals, zeros for nothing', () => {
    expect(tagsOf(atom('trkn', data(0, pair(3, 300))), atom('disk', data(0, pair(258, 2))))).toEqual({
      tracknumber: ['3'],
      totaltracks: ['300'],
      discnumber: ['258'],
      totaldiscs: ['2'],
    });
    expect(tagsOf(atom('trkn', data(0, pair(3, 0))))).toEqual({ tracknumber: ['3'] });
    expect(tagsOf(atom('trkn', data(0, pair(0, 9))))).toEqual({ totaltracks: ['9'] });
    expect(tagsOf(atom('trkn', data(0, [0, 0, 0, 7])))).toEqual({ tracknumber: ['7'] });
    expect(tagsOf(atom('trkn', data(0, [0, 0, 0, 7, 1])))).toEqual({ tracknumber: ['7'] });
    expect(read(atom('trkn', data(0, [0, 0, 7]))).kept).toHaveLength(1);
  });

  it('of a genre count from 1', () => {
    expect(tagsOf(atom('gnre', data(0, [0, 18])), atom('\xa9gen', utf8('Folk')))).toEqual({ genre: ['Rock', 'Folk'] });
    expect(tagsOf(atom('gnre', data(0, [0, 18])), atom('gnre', data(0, [0, 18])))).toEqual({ genre: ['Rock'] });
    expect(tagsOf(atom('gnre', data(0, [0xff, 0xff])))).toEqual({});
    expect(read(atom('gnre', data(0, [18]))).kept).toHaveLength(1);
    expect(tagsOf(atom('gnre', utf8('Folk')))).toEqual({ genre: ['Folk'] });
  });

  it.each([
    ['tmpo', [0, 120], { bpm: ['120'] }],
    ['tmpo', [120], { bpm: ['120'] }],
    ['cpil', [1], { compilation: ['1'] }],
    ['tmpo', [0, 0, 0, 0, 1, 0], { bpm: ['256'] }],
    ['tmpo', [0xff], { bpm: ['-1'] }],
    ['\xa9mvi', [0, 2], { movementnumber: ['2'] }],
    ['\xa9mvc', [0, 4], { movementtotal: ['4'] }],
    ['pgap', [1], { gapless: ['1'] }],
    ['pcst', [1], { podcast: ['1'] }],
    ['shwm', [1], { showmovement: ['1'] }],
  ] as const)('%s of %o', (name, bytes, tags) => {
    expect(tagsOf(atom(name, data(21, bytes)))).toEqual(tags);
  });

  it('without bytes, or of more than six, are kept', () => {
    expect(read(atom('tmpo', data(21, []))).kept).toHaveLength(1);
    expect(read(atom('tmpo', data(21, [0, 0, 0, 0, 0, 0, 1]))).kept).toHaveLength(1);
    expect(read(atom('\xa9nam', data(21, [1]))).kept).toHaveLength(1);
  });
});

describe('covers', () => {
  it.each([
    [12, [1], 'image/gif'],
    [13, [1], 'image/jpeg'],
    [14, [1], 'image/png'],
    [27, [1], 'image/bmp'],
    [0, [0xff, 0xd8, 0, 0], 'image/jpeg'],
    [0, [0x89, 0x50, 0x4e, 0x47], 'image/png'],
    [0, [0x89, 0x50, 0x4e, 0x48], 'application/octet-stream'],
    [0, [0xff, 0xd8, 0], 'application/octet-stream'],
    [0, [0xff, 0xd9, 0, 0], 'application/octet-stream'],
    [0, [0xfe, 0xd8, 0, 0], 'application/octet-stream'],
    [0x0100_000d, [1], 'image/jpeg'],
  ] as const)('of type %d with %o are %s', (type, bytes, mime) => {
    const { pictures, file } = read(atom('covr', data(type, bytes)));
    expect(pictures).toMatchObject([{ type: 3, mime, description: '', encoding: 'raw' }]);
    const { offset, length } = pictures[0]!.location;
    expect([...file.subarray(offset, offset + length)]).toEqual([...bytes]);
  });

  it('may be several; empty ones and other atoms are none', () => {
    const { pictures, kept } = read(atom('covr', data(13, [1]), data(13, []), named('name', 'x.jpg'), data(14, [2])));
    expect(pictures.map(({ mime }) => mime)).toEqual(['image/jpeg', 'image/png']);
    expect(kept).toEqual([]);
  });
});

describe('a freeform atom', () => {
  it("of iTunes' has a known field, or one of its own name", () => {
    const { tags } = read(
      freeform(ITUNES, 'MusicBrainz Album Id', utf8('x')),
      freeform(ITUNES, 'MyField', utf8('a'), utf8('a'), utf8('b')),
      freeform(ITUNES, 'plain', data(0, 'c')),
    );
    expect(tags.tags).toEqual({ musicbrainz_albumid: ['x'], myfield: ['a', 'b'], plain: ['c'] });
    expect(tags.nameDetail()).toEqual({ names: { myfield: 'MyField' } });
  });

  it('called like a field that has an atom of its own is a field of that name', () => {
    expect(tagsOf(freeform(ITUNES, 'ALBUM ARTIST', utf8('x')), freeform(ITUNES, 'TRACKNUMBER', utf8('A1')))).toEqual({
      'album artist': ['x'],
      tracknumber: ['A1'],
    });
  });

  it('is understood where it has data, also empty, and other atoms beside it', () => {
    const other = atom('free', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0x78]));
    const { tags, kept } = read(
      freeform(ITUNES, 'Own', other, utf8('a'), other, utf8('b')),
      freeform(ITUNES, 'Empty', utf8('')),
    );
    expect([{ ...tags.tags }, kept]).toEqual([{ own: ['a', 'b'] }, []]);
  });

  it('without a domain, or with an empty one, says so in its name', () => {
    expect(tagsOf(atom('----', named('name', 'x'), utf8('a')))).toEqual({ '----::x': ['a'] });
    expect(tagsOf(freeform('', 'x', utf8('a')))).toEqual({ '----::x': ['a'] });
    expect(tagsOf(atom('----', atom('mean', Buffer.alloc(3)), named('name', 'x'), utf8('a')))).toEqual({
      '----::x': ['a'],
    });
    expect(read(atom('----', named('mean', ITUNES), atom('name', Buffer.alloc(3)), utf8('a'))).kept).toHaveLength(1);
  });

  it('of another domain keeps this in its name', () => {
    const { tags } = read(
      freeform('org.Own', 'Key', utf8('x')),
      freeform('org.own', 'MusicBrainz Album Id', utf8('y')),
    );
    expect(tags.tags).toEqual({ '----:org.own:key': ['x'], '----:org.own:musicbrainz album id': ['y'] });
    expect(tags.names['----:org.own:key']).toBe('----:org.Own:Key');
  });

  it.each(['iTunNORM', 'iTunSMPB', 'Encoding Params', 'tool', 'cdec', ''])('called "%s" is kept', (name) => {
    const { tags, kept } = read(freeform(ITUNES, name, utf8('x')));
    expect(tags.tags).toEqual({});
    expect(kept.map(({ kind }) => kind)).toEqual(['ilst/----']);
  });

  it('called like one of them, but longer, is a field', () => {
    for (const name of ['toolbox', 'my tool', 'cdec2', 'Encoding Params 2', 'my Encoding Params', 'aiTun']) {
      expect(tagsOf(freeform(ITUNES, name, utf8('x')))).toEqual({ [name.toLowerCase()]: ['x'] });
    }
  });

  it('with other than text, or without data, is kept', () => {
    expect(read(freeform(ITUNES, 'Own', data(13, 'x'))).kept).toHaveLength(1);
    expect(read(freeform(ITUNES, 'Own')).kept).toHaveLength(1);
    expect(read(freeform(ITUNES, 'Own', atom('data', Buffer.alloc(7)))).kept).toHaveLength(1);
    expect(read(atom('----', utf8('x'))).kept).toHaveLength(1);
  });
});
