import { describe, expect, it } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { ApeContent, readApeTag } from './read-ape-tag.ts';

type Item = {
  readonly key: string;
  readonly value: string | Buffer;
  readonly flags?: number;
  readonly length?: number;
};

function itemBytes({ key, value, flags = 0, length }: Item): Buffer {
  const body = Buffer.from(value as string);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(length ?? body.length, 0);
  head.writeUInt32LE(flags, 4);
  return Buffer.concat([head, Buffer.from(`${key}\0`, 'latin1'), body]);
}

function end(size: number, count: number, flags: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write('APETAGEX', 'latin1');
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt32LE(count, 16);
  bytes.writeUInt32LE(flags, 20);
  return bytes;
}

const HEADER = 0xa000_0000;
const FOOTER = 0x8000_0000;
const AUDIO = Buffer.alloc(40, 0x55);

/** Audio and a tag of `items`; a number other than theirs may be stated. */
function fileOf(items: readonly Item[], count = items.length): Buffer {
  const body = Buffer.concat(items.map(itemBytes));
  return Buffer.concat([AUDIO, end(body.length + 32, count, HEADER), body, end(body.length + 32, count, FOOTER)]);
}

function read(file: Buffer, floor = 0): { begin: number; content: ApeContent } {
  const content = new ApeContent();
  return { begin: readApeTag(new Window(strictSource(file)), floor, file.length, content), content };
}

function contentOf(...items: Item[]): ApeContent {
  return read(fileOf(items)).content;
}

describe('where a tag begins', () => {
  const items = itemBytes({ key: 'Title', value: 'x' });

  it('is its header, where it has one', () => {
    expect(read(fileOf([{ key: 'Title', value: 'x' }])).begin).toBe(AUDIO.length);
  });

  it('is its first item where it has no header, or says so wrongly', () => {
    const size = items.length + 32;
    expect(read(Buffer.concat([AUDIO, items, end(size, 1, 0)])).begin).toBe(AUDIO.length);
    expect(read(Buffer.concat([AUDIO, items, end(size, 1, FOOTER)])).begin).toBe(AUDIO.length);
    expect(read(Buffer.concat([items, end(size, 1, FOOTER)])).begin).toBe(0);
  });

  it('is nowhere where it would be before the floor', () => {
    const file = Buffer.concat([AUDIO, items, end(items.length + 32, 1, 0)]);
    expect(read(file, AUDIO.length).begin).toBe(AUDIO.length);
    expect(read(file, AUDIO.length + 1).begin).toBe(-1);
    const headed = fileOf([{ key: 'Title', value: 'x' }]);
    expect(read(headed, AUDIO.length).begin).toBe(AUDIO.length);
    expect(read(headed, AUDIO.length + 1).begin).toBe(AUDIO.length + 32);
  });

  it('is nowhere where the footer is a header, or too short', () => {
    expect(read(Buffer.concat([AUDIO, items, end(items.length + 32, 1, HEADER)])).begin).toBe(-1);
    expect(read(Buffer.concat([AUDIO, end(31, 0, 0)])).begin).toBe(-1);
    expect(read(Buffer.concat([AUDIO, end(32, 0, 0)])).begin).toBe(AUDIO.length);
  });

  it('is its first item where it says that it has no header, whatever stands in front', () => {
    const other = end(items.length + 32, 1, HEADER);
    expect(read(Buffer.concat([AUDIO, other, items, end(items.length + 32, 1, 0)])).begin).toBe(AUDIO.length + 32);
  });

  it('is found without reading what is in it', () => {
    const file = fileOf([{ key: 'Title', value: 'x' }]);
    expect(readApeTag(new Window(strictSource(file)), 0, file.length, null)).toBe(AUDIO.length);
  });
});

describe('a text item', () => {
  it('has a field by its key in any case, and values between NULs', () => {
    const { tags } = contentOf({ key: 'TITLE', value: 'Čas' }, { key: 'artist', value: 'A\0B' });
    expect(tags.tags).toEqual({ title: ['Čas'], artist: ['A', 'B'] });
    expect(tags.nameDetail()).toEqual({});
  });

  it('of an unknown key keeps its spelling', () => {
    const { tags } = contentOf({ key: 'MyField', value: 'x' }, { key: 'plain', value: 'y' });
    expect(tags.tags).toEqual({ myfield: ['x'], plain: ['y'] });
    expect(tags.nameDetail()).toEqual({ names: { myfield: 'MyField' } });
  });

  it('of a number is split from its total', () => {
    const { tags } = contentOf(
      { key: 'Track', value: '3/12' },
      { key: 'Disc', value: '1/2' },
      { key: 'Year', value: '1/2' },
    );
    expect(tags.tags).toMatchObject({ tracknumber: ['3'], totaltracks: ['12'], discnumber: ['1'], totaldiscs: ['2'] });
    expect(tags.tags['date'] ?? tags.tags['year']).toEqual(['1/2']);
  });

  it('of a genre is read as genres are', () => {
    expect(contentOf({ key: 'Genre', value: '(17)\0Rock\0Folk' }).tags.tags).toEqual({ genre: ['Rock', 'Folk'] });
    expect(contentOf({ key: 'Title', value: '(17)' }, { key: 'Artist', value: 'A\0A' }).tags.tags).toEqual({
      title: ['(17)'],
      artist: ['A', 'A'],
    });
  });
});

describe('a binary item', () => {
  const image = Buffer.from([0xff, 0xd8, 1, 2]);
  const named = (name: string): Buffer => Buffer.concat([Buffer.from(`${name}\0`), image]);

  it.each([
    ['Cover Art (Front)', 'My Cover.JPG', { type: 3, mime: 'image/jpeg', description: 'My Cover' }],
    ['Cover Art (Back)', 'Cover Art (Back).png', { type: 4, mime: 'image/png', description: '' }],
    ['Cover Art (Front)', 'a.b.gif', { type: 3, mime: 'image/gif', description: 'a.b' }],
    ['Cover Art (Front)', '.png', { type: 3, mime: 'image/png', description: '' }],
    ['Cover Art (Front)', `${'x'.repeat(251)}.png`, { type: 3, mime: 'image/png', description: 'x'.repeat(251) }],
    ['Cover Art (Front)', 'noname', { type: 3, mime: 'image/jpeg', description: 'noname' }],
    ['Cover Art (Front)', '', { type: 3, mime: 'image/jpeg', description: '' }],
  ])('of %s is a picture behind the file name "%s"', (key, name, picture) => {
    const file = fileOf([{ key, value: named(name), flags: 2 }]);
    const { pictures, kept } = read(file).content;
    expect(pictures).toMatchObject([{ ...picture, encoding: 'raw' }]);
    const { offset, length } = pictures[0]!.location;
    expect(file.subarray(offset, offset + length)).toEqual(image);
    expect(kept).toEqual([]);
  });

  it('that is no picture, or an empty one, is kept whole', () => {
    const items: Item[] = [
      { key: 'Own', value: image, flags: 2 },
      { key: 'Cover Art (Front)', value: 'name.jpg\0', flags: 2 },
      { key: 'Own Name', value: named('a.jpg'), flags: 2 },
      { key: 'Cover Art (Front)', value: 'x'.repeat(300), flags: 2 },
      { key: 'Cover Art (Front)', value: named(`${'x'.repeat(252)}.png`), flags: 2 },
      { key: 'Cover Art (Front)', value: named(`${'x'.repeat(300)}.png`), flags: 2 },
      { key: 'Link', value: 'http://x', flags: 4 },
    ];
    const file = fileOf(items);
    const { kept, pictures } = read(file).content;
    expect(pictures).toEqual([]);
    expect(kept.map(({ kind }) => kind)).toEqual(items.map(({ key }) => key));
    expect(kept.map(({ range: { offset, length } }) => file.subarray(offset, offset + length))).toEqual(
      items.map(itemBytes),
    );
  });

  it('that is a link is kept, also under the key of a picture', () => {
    const { kept, pictures } = contentOf({ key: 'Cover Art (Front)', value: named('a.jpg'), flags: 4 });
    expect([kept.length, pictures.length]).toEqual([1, 0]);
  });
});

describe('a broken tag', () => {
  it('is read up to an item that is longer than it', () => {
    const { tags } = contentOf(
      { key: 'Title', value: 'x' },
      { key: 'Artist', value: 'A', length: 500 },
      { key: 'Album', value: 'z' },
    );
    expect(tags.tags).toEqual({ title: ['x'] });
  });

  it('is read up to a key that does not end', () => {
    for (const length of [256, 257, 300]) {
      const { tags } = contentOf({ key: 'Title', value: 'x' }, { key: 'k'.repeat(length), value: 'y' });
      expect(tags.tags).toEqual({ title: ['x'] });
    }
    expect(contentOf({ key: 'k'.repeat(255), value: 'y' }).tags.tags).toEqual({ ['k'.repeat(255)]: ['y'] });
  });

  it('has a last item of eleven bytes at least', () => {
    const keptOf = (key: string): string[] =>
      contentOf({ key: 'Title', value: 'x' }, { key, value: '', flags: 2 }).kept.map(({ kind }) => kind);
    expect(keptOf('ab')).toEqual(['ab']);
    expect(keptOf('a')).toEqual([]);
  });

  it('has no more items than it says, and no more than there are', () => {
    const items = [
      { key: 'Title', value: 'x' },
      { key: 'Artist', value: 'A' },
    ];
    expect(read(fileOf(items, 1)).content.tags.tags).toEqual({ title: ['x'] });
    expect(read(fileOf(items, 99)).content.tags.tags).toEqual({ title: ['x'], artist: ['A'] });
  });
});
