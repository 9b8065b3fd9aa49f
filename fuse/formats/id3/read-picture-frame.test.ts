import { describe, expect, it } from 'vitest';
import { frame, tag, text, unsynchronise, type Version } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { Id3Content } from './content.ts';
import { readId3v2 } from './read-id3v2.ts';

type Options = { readonly frameFlags?: number; readonly tagFlags?: number };

/** Reads a tag of one picture frame; nothing stands behind it. */
function read(version: Version, body: Buffer, { frameFlags = 0, tagFlags = 0 }: Options = {}) {
  const one = frame(version, version === 2 ? 'PIC' : 'APIC', body, { flags: frameFlags });
  const file = tag(version, [(tagFlags & 0x80) !== 0 && version < 4 ? unsynchronise(one) : one], { flags: tagFlags });
  const content = new Id3Content();
  readId3v2(new Window(strictSource(file)), 0, content);
  const { pictures, kept } = content;
  return { pictures, kept: kept.map(({ kind }) => kind), file };
}

/** The bytes where the only picture is said to be. */
function imageIn({ pictures, file }: ReturnType<typeof read>): Buffer {
  expect(pictures).toHaveLength(1);
  const { offset, length } = pictures[0]!.location;
  return file.subarray(offset, offset + length);
}

const latin1 = (value: string): Buffer => Buffer.from(value, 'latin1');
const IMAGE = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]);
const QUIET = Buffer.from([1, 2, 3, 0, 0, 4]);

function apic(mime: string, type: number, description: string, image: Buffer = IMAGE): Buffer {
  return Buffer.concat([Buffer.of(0), latin1(`${mime}\0`), Buffer.of(type), latin1(`${description}\0`), image]);
}

describe('a picture', () => {
  it('is known by its place', () => {
    const found = read(4, apic('image/jpg', 4, 'd\xe9'));
    expect(found.pictures).toMatchObject([{ type: 4, mime: 'image/jpeg', description: 'dé', encoding: 'raw' }]);
    expect(imageIn(found)).toEqual(IMAGE);
    expect(found.kept).toEqual([]);
  });

  it.each([
    [1, 'ff fe 64 00 e9 00 00 00'],
    [2, '00 64 00 e9 00 00'],
    [3, '64 c3 a9 00'],
  ])('may have a description in encoding %i', (encoding, description) => {
    const body = Buffer.concat([
      Buffer.of(encoding),
      latin1('image/png\0'),
      Buffer.of(0),
      Buffer.from(description.replaceAll(' ', ''), 'hex'),
      QUIET,
    ]);
    const found = read(4, body);
    expect(found.pictures).toMatchObject([{ type: 0, mime: 'image/png', description: 'dé', encoding: 'raw' }]);
    expect(imageIn(found)).toEqual(QUIET);
  });

  it('may be as short as one byte, without MIME type and description', () => {
    const found = read(3, Buffer.from([0, 0, 3, 0, 9]));
    expect(imageIn(found)).toEqual(Buffer.of(9));
    expect(found.pictures).toMatchObject([{ type: 3, description: '' }]);
  });

  it('of ID3v2.2 has three letters for its format', () => {
    const found = read(2, Buffer.concat([latin1('\0PNG\u0004d\0'), QUIET]));
    expect(found.pictures).toMatchObject([{ type: 4, mime: 'image/png', description: 'd' }]);
    expect(imageIn(found)).toEqual(QUIET);
    expect(read(2, Buffer.concat([latin1('\0-->\u0004d\0'), QUIET]))).toMatchObject({
      pictures: [],
      kept: ['APIC 0000'],
    });
  });

  it('may have a head of up to 64 KiB', () => {
    const head = 1 + 10 + 1 + 1;
    for (const length of [255, 256, 257, 64 * 1024]) {
      const found = read(4, apic('image/png', 3, 'x'.repeat(length - head)));
      expect(found.pictures[0]?.description).toHaveLength(length - head);
      expect(imageIn(found)).toEqual(IMAGE);
    }
    expect(read(4, apic('image/png', 3, 'x'.repeat(64 * 1024 + 1 - head)))).toMatchObject({
      pictures: [],
      kept: ['APIC 0000'],
    });
  });
});

describe('an unsynchronised picture', () => {
  it('lies in its frame with all zeros behind $FF', () => {
    const raw = unsynchronise(apic('image/png', 3, '\xff'));
    const found = read(4, raw, { frameFlags: 0x02 });
    expect(found.pictures).toMatchObject([{ description: 'ÿ', encoding: 'unsynchronised' }]);
    expect(imageIn(found)).toEqual(unsynchronise(IMAGE));
  });

  it('is said to be one wherever its frame says so', () => {
    expect(read(4, apic('image/png', 3, '', QUIET), { frameFlags: 0x02 }).pictures).toMatchObject([
      { encoding: 'unsynchronised' },
    ]);
  });

  it('in a whole tag lies in the file with its zeros', () => {
    for (const version of [2, 3] as const) {
      const body = version === 2 ? Buffer.concat([latin1('\0PNG\u0003\xff\0'), IMAGE]) : apic('image/png', 3, '\xff');
      const found = read(version, body, { tagFlags: 0x80 });
      expect(found.pictures).toMatchObject([{ description: 'ÿ', encoding: 'unsynchronised' }]);
      expect(imageIn(found)).toEqual(unsynchronise(IMAGE));
    }
  });

  it('in a whole tag is as it was where it has no $FF', () => {
    const found = read(3, apic('image/png', 3, '\xff', QUIET), { tagFlags: 0x80 });
    expect(found.pictures).toMatchObject([{ encoding: 'raw' }]);
    expect(imageIn(found)).toEqual(QUIET);
  });
});

describe('the frame of a picture', () => {
  it.each([
    ['is a link', apic('-->', 3, '', latin1('http://x'))],
    ['is empty', apic('image/png', 3, '', Buffer.alloc(0))],
    ['is of an unknown encoding', Buffer.concat([Buffer.of(4), apic('image/png', 3, '', QUIET).subarray(1)])],
    ['has no description', Buffer.concat([Buffer.of(0), latin1('image/png\0'), Buffer.of(3), latin1('no end')])],
    ['has no type', latin1('\0image/png\0')],
    ['has no end of its MIME type', latin1('\0image/png')],
    ['is hardly there', latin1('\0')],
  ])('that %s is kept', (_, body) => {
    expect(read(4, body)).toMatchObject({ pictures: [], kept: ['APIC 0000'] });
  });

  it('that does not end in text of 64 KiB is kept', () => {
    const body = Buffer.concat([Buffer.of(0), latin1('image/png\0'), Buffer.of(3), Buffer.alloc(70_000, 0x61)]);
    expect(read(4, body)).toMatchObject({ pictures: [], kept: ['APIC 0000'] });
  });

  it('may have a group and a length in front', () => {
    const found = read(4, Buffer.concat([Buffer.alloc(5, 9), apic('image/png', 3, 'd')]), { frameFlags: 0x41 });
    expect(found.pictures).toMatchObject([{ description: 'd' }]);
    expect(imageIn(found)).toEqual(IMAGE);
  });

  it('stands beside other frames', () => {
    const content = new Id3Content();
    const file = tag(4, [frame(4, 'APIC', apic('image/png', 3, 'one')), frame(4, 'TIT2', text('x'))]);
    readId3v2(new Window(strictSource(file)), 0, content);
    expect(content.tags.tags).toEqual({ title: ['x'] });
    expect(content.pictures).toHaveLength(1);
  });
});
