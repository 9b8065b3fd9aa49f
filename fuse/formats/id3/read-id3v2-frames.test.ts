import { describe, expect, it } from 'vitest';
import { LayoutError, type ByteSource } from '../layout.ts';
import { frame, tag, text, unsynchronise, type Version } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { Id3Content } from './content.ts';
import { readId3v2 } from './read-id3v2.ts';

const windowOf = (...parts: (Buffer | string)[]): Window =>
  new Window(strictSource(Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')))));

/** Reads a tag that stands behind three bytes. */
function read(...parts: (Buffer | string)[]): Id3Content & { length: number } {
  const content = new Id3Content();
  const length = readId3v2(windowOf('...', ...parts), 3, content);
  return Object.assign(content, { length });
}

const title = (version: Version, value: string): Buffer => frame(version, version === 2 ? 'TT2' : 'TIT2', text(value));
const kinds = ({ kept }: Id3Content): string[] => kept.map(({ kind }) => kind);

describe('a frame', () => {
  it('of ID3v2.2 has three letters and three bytes of length', () => {
    const long = 'x'.repeat(0x1_0203);
    const { tags } = read(tag(2, [frame(2, 'TT2', text(long)), frame(2, 'TAL', text('B'))]));
    expect(tags.tags).toEqual({ title: [long], album: ['B'] });
  });

  it('of ID3v2.3 has a length of 32 bits, that of ID3v2.4 of 28', () => {
    const long = 'x'.repeat(0x1_0203);
    for (const version of [3, 4] as const) {
      const { tags } = read(tag(version, [title(version, long), frame(version, 'TALB', text('B'))]));
      expect(tags.tags).toEqual({ title: [long], album: ['B'] });
    }
  });

  it('without a body is none', () => {
    expect(read(tag(4, [frame(4, 'PRIV', Buffer.alloc(0)), frame(4, 'TIT2', Buffer.alloc(0)), title(4, 'A')]))).toEqual(
      expect.objectContaining({ kept: [] }),
    );
    expect(read(tag(4, [frame(4, 'TIT2', Buffer.alloc(0)), title(4, 'A')])).tags.tags).toEqual({ title: ['A'] });
  });

  it.each(['A', 'Z', '0', '9'])('may have %s in its name', (letter) => {
    expect(kinds(read(tag(3, [frame(3, `X${letter}XX`, Buffer.from('x'))])))).toEqual([`X${letter}XX 0000`]);
  });

  it.each(['@', '[', '/', ':', 'a', '\0', '\u00ff'])('is kept where its name has %j, and the tag goes on', (letter) => {
    for (let place = 0; place < 4; place += 1) {
      const name = `${'X'.repeat(place)}${letter}${'X'.repeat(3 - place)}`;
      const content = read(tag(3, [title(3, 'A'), frame(3, name, Buffer.from('x')), frame(3, 'TALB', text('B'))]));
      expect(content.tags.tags).toEqual({ title: ['A'], album: ['B'] });
      expect(kinds(content)).toEqual([`${name} 0000`]);
    }
  });

  it.each(['\0', ' '])('is the one that its name of ID3v2.2 has become where %j stands behind that', (mark) => {
    for (const version of [3, 4] as const) {
      const odd = (name: string, body: Buffer): Buffer => frame(version, `${name}${mark}`, body);
      const content = read(
        tag(version, [
          odd('TP1', text('A')),
          odd('TCP', text('1')),
          odd('COM', Buffer.from('\0engx\0C')),
          odd('GEO', Buffer.from('x')),
          odd('PIC', Buffer.from('\0JPG\u0003\0JPEG')),
          odd('XYZ', Buffer.from('x')),
          title(version, 'T'),
        ]),
      );
      expect(content.tags.tags).toEqual({ artist: ['A'], compilation: ['1'], 'comment:x': ['C'], title: ['T'] });
      expect(content.pictures).toEqual([]);
      expect(kinds(content)).toEqual(['GEOB 0000', `PIC${mark} 0000`, `XYZ${mark} 0000`]);
    }
  });

  it('is none where neither its name nor its length fits, and the tag ends there', () => {
    const odd = (left: number): Buffer => Buffer.concat([Buffer.from('Date\0\0\0\u0005\0\0'), Buffer.alloc(left, 'x')]);
    for (const version of [3, 4] as const) {
      expect(kinds(read(tag(version, [odd(5)])))).toEqual(['Date 0000']);
      expect(kinds(read(tag(version, [odd(4)])))).toEqual([]);
    }
    const old = Buffer.from('Dat\0\0\u0005xxxx');
    expect(read(tag(2, [old, title(2, 'A')])).tags.tags).toEqual({});
    expect(read(tag(2, [old, Buffer.from('x'), title(2, 'A')])).tags.tags).toEqual({ title: ['A'] });
  });

  it('is damage where it reaches over the end of its tag', () => {
    const whole = title(3, 'A');
    const damageOf = (...parts: (Buffer | string)[]): number | undefined => read(...parts).damagedAt;
    expect(damageOf(tag(3, [whole, title(3, 'B')], { padding: 20 }))).toBeUndefined();
    const long = title(3, 'B');
    long.writeUInt32BE(3, 4);
    expect(damageOf(tag(3, [whole, long]))).toBe(3 + 10 + whole.length);
    expect(damageOf(tag(3, [whole, long, Buffer.from('x')]))).toBeUndefined();
    expect(damageOf(tag(3, [whole, long]), tag(3, [long]))).toBe(3 + 10 + whole.length);
    // Behind a zero that unsynchronisation put in.
    const bytes = unsynchronise(Buffer.concat([frame(3, 'PRIV', Buffer.from([0xff])), long]));
    expect(damageOf(tag(3, [bytes], { flags: 0x80 }))).toBe(3 + 10 + 12);
  });

  it('is none where its name is zeros: that is padding', () => {
    for (const version of [3, 4] as const) {
      const padding = Buffer.from('\0\0\0\0\0\0\0\u0001\0\0x');
      const content = read(tag(version, [padding, title(version, 'A')]));
      expect(content.tags.tags).toEqual({});
      expect(content.kept).toEqual([]);
    }
    expect(read(tag(2, [Buffer.from('\0\0\0\0\0\u0001x'), title(2, 'A')])).tags.tags).toEqual({});
  });

  it('of ID3v2.2 may have a low byte behind the three letters of its name', () => {
    const content = read(tag(2, [frame(2, 'GEO', Buffer.from('x')), title(2, 'A')]));
    expect(content.tags.tags).toEqual({ title: ['A'] });
    expect(kinds(content)).toEqual(['GEOB 0000']);
  });

  it('is kept with its flags, which ID3v2.2 does not have', () => {
    const flagged = (version: Version, flags: number): string[] =>
      kinds(
        read(tag(version, [frame(version, version === 2 ? 'GEO' : 'GEOB', Buffer.from('\u0001\u0002x'), { flags })])),
      );
    expect(flagged(3, 0xa0c1)).toEqual(['GEOB a0c1']);
    expect(flagged(4, 0x0002)).toEqual(['GEOB 0002']);
    expect(flagged(2, 0xffff)).toEqual(['GEOB 0000']);
  });

  it('is one of 200 000 at most', () => {
    const frames = Buffer.concat(Array.from({ length: 200_001 }, () => frame(3, 'PRIV', Buffer.alloc(0))));
    expect(() => read(tag(3, [frames]))).toThrow(LayoutError);
    expect(() => read(tag(3, [frames.subarray(10)]))).not.toThrow();
  });
});

describe('a tag that is unsynchronised as a whole', () => {
  it('has its frames and their lengths behind the zeros that are taken out', () => {
    const value = Buffer.concat([Buffer.of(0), Buffer.from('ÿà', 'latin1')]);
    for (const version of [2, 3] as const) {
      const frames = Buffer.concat([
        frame(version, version === 2 ? 'TT2' : 'TIT2', value),
        frame(version, version === 2 ? 'TAL' : 'TALB', value),
      ]);
      expect(read(tag(version, [unsynchronise(frames)], { flags: 0x80 })).tags.tags).toEqual({
        title: ['ÿà'],
        album: ['ÿà'],
      });
    }
  });

  it('ends where it ends', () => {
    const whole = tag(3, [unsynchronise(title(3, 'A'))], { flags: 0x80 });
    expect(read(whole, frame(3, 'TALB', text('B')))).toMatchObject({
      length: whole.length,
      tags: { tags: { title: ['A'] } },
    });
    expect(read(whole, frame(3, 'TALB', text('B'))).tags.has('album')).toBe(false);
  });

  it('has kept frames in as many pieces as zeros part them into, up to 4096', () => {
    const body = (zeros: number): Buffer => Buffer.concat([Buffer.alloc(zeros, 0xff), Buffer.from('x')]);
    const keptOf = (zeros: number): Id3Content['kept'] =>
      read(tag(3, [unsynchronise(frame(3, 'PRIV', body(zeros)))], { flags: 0x80 })).kept;
    expect(keptOf(2)).toEqual([
      { kind: 'PRIV 0000', range: { offset: 23, length: 1 } },
      { kind: '+', range: { offset: 25, length: 1 } },
      { kind: '+', range: { offset: 27, length: 1 } },
    ]);
    expect(keptOf(4095)).toHaveLength(4096);
    expect(keptOf(4096)).toEqual([]);
  });

  it('may be 32 MiB long; a longer one is not read', () => {
    const most = 32 * 1024 * 1024;
    const body = title(3, 'A');
    const sourceOf = (length: number): ByteSource => {
      const bytes = Buffer.alloc(10 + length);
      tag(3, [body], { flags: 0x80 }).copy(bytes);
      bytes.writeUInt32BE(0x1000_0000 + ((length - most) & 0x7f), 6);
      return { size: bytes.length, read: (position, wanted) => bytes.subarray(position, position + wanted) };
    };
    for (const [length, tags] of [
      [most, { title: ['A'] }],
      [most + 1, {}],
    ] as const) {
      const content = new Id3Content();
      expect(readId3v2(new Window(sourceOf(length)), 0, content)).toBe(10 + length);
      expect(content.tags.tags).toEqual(tags);
    }
  });

  it('of ID3v2.4 is one of which each frame is', () => {
    const raw = Buffer.concat([Buffer.of(0), Buffer.from('ff00e0', 'hex')]);
    expect(read(tag(4, [frame(4, 'TIT2', raw)], { flags: 0x80 })).tags.tags).toEqual({ title: ['ÿà'] });
    expect(kinds(read(tag(4, [frame(4, 'PRIV', raw)], { flags: 0x80 })))).toEqual(['PRIV 0002']);
    expect(kinds(read(tag(4, [frame(4, 'PRIV', raw)], { flags: 0x60 })))).toEqual(['PRIV 0000']);
    expect(kinds(read(tag(3, [frame(3, 'PRIV', raw)], { flags: 0x80 })))).toEqual(['PRIV 0000', '+']);
  });
});

describe('the plain lengths that old iTunes wrote into ID3v2.4', () => {
  const plain = (id: string, value: string): Buffer => frame(4, id, text(value), { plainSize: true });
  /** 300 is 172 where it is read as seven bits a byte. What is there is no frame. */
  const long = 'x'.repeat(299);

  it('are told by a length that has no other meaning', () => {
    const value = 'x'.repeat(199);
    expect(read(tag(4, [plain('TIT2', value), title(4, 'B')])).tags.tags).toEqual({ title: [value, 'B'] });
  });

  it('are told by the frame, the zeros or the end that they lead to', () => {
    expect(read(tag(4, [plain('TIT2', long), frame(4, 'TALB', text('B'))])).tags.tags).toEqual({
      title: [long],
      album: ['B'],
    });
    expect(read(tag(4, [plain('TIT2', long)], { padding: 10 })).tags.tags).toEqual({ title: [long] });
    expect(read(tag(4, [plain('TIT2', long)])).tags.tags).toEqual({ title: [long] });
  });

  it('are told by a length that has no other meaning, also where the tag is cut off', () => {
    const cut = plain('TIT2', 'x'.repeat(199)).subarray(0, 10 + 150);
    expect(read(tag(4, [cut])).tags.tags).toEqual({ title: ['x'.repeat(149)] });
  });

  it('are not told by less than a frame', () => {
    const less = Buffer.from('TALB\0\0\0\u0001\0');
    expect(read(tag(4, [plain('TIT2', long), less])).tags.tags).toEqual({ title: ['x'.repeat(171)] });
  });

  it('are all that ID3v2.3 knows, wherever the others would lead', () => {
    const misleading = `${'x'.repeat(171)}TALB${'x'.repeat(124)}`;
    expect(read(tag(3, [frame(3, 'TIT2', text(misleading))])).tags.tags).toEqual({ title: [misleading] });
  });

  it('are told behind frames that are too short to tell', () => {
    expect(read(tag(4, [plain('TALB', 'x'.repeat(126)), plain('TIT2', long)])).tags.tags).toEqual({
      album: ['x'.repeat(126)],
      title: [long],
    });
  });

  it('hold for all frames behind the first that tells', () => {
    // Both ways to read the second frame's length lead to a frame.
    const misleading = `${'x'.repeat(171)}TALB\0\0\0\u0001\0\0${'y'.repeat(118)}`;
    expect(misleading).toHaveLength(299);
    expect(read(tag(4, [plain('TCOM', long), plain('TIT2', misleading)])).tags.tags).toEqual({
      composer: [long],
      title: [`${'x'.repeat(171)}TALB`, '\u0001', 'y'.repeat(118)],
    });
    expect(read(tag(4, [plain('TIT2', misleading)])).tags.tags['title']).toEqual([misleading.slice(0, 171)]);
  });

  it('are not believed where they lead nowhere, or where the others lead to a frame', () => {
    const safe = (length: number): Buffer => frame(4, 'TIT2', text('x'.repeat(length - 1)));
    // Synchsafe 172 is 300 where it is plain, behind the end of the tag.
    expect(read(tag(4, [safe(172)])).tags.tags).toEqual({ title: ['x'.repeat(171)] });
    expect(read(tag(4, [safe(172), Buffer.from('no frame')])).tags.tags).toEqual({ title: ['x'.repeat(171)] });
    expect(read(tag(4, [safe(172), frame(4, 'TALB', text('B'))])).tags.tags).toEqual({
      title: ['x'.repeat(171)],
      album: ['B'],
    });
  });
});
