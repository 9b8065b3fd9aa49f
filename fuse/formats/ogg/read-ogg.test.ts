import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import type { Layout } from '../layout.ts';
import { coverOf } from '../testing/layouts.ts';
import { commentsOf, flacBlock, flacHead, lacingOf, oggPage, opusHead, SERIAL } from '../testing/ogg-bytes.ts';
import { vorbisHead, type OggPage } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { PlanBuilder } from '../plan-builder.ts';
import { writePictureHead } from '../vorbis/write-picture.ts';
import { Window } from '../window.ts';
import { readOgg } from './read-ogg.ts';

const read = (...pages: Buffer[]): Layout | null => readOgg(new Window(strictSource(Buffer.concat(pages))));

/** A page that holds these packets whole. */
const page = (packets: readonly (Buffer | string)[], fields: OggPage = {}): Buffer =>
  oggPage(
    lacingOf(...packets.map(({ length }) => length)),
    Buffer.concat(packets.map((packet) => Buffer.from(packet as string, 'latin1'))),
    fields,
  );

const COMMENTS = commentsOf('vendor', ['TITLE=One', 'My Field=x']);
const TAGS = { title: ['One'], 'my field': ['x'] };
const SETUP = 'setup of the decoder';

const first = (packet: Buffer, sequence = 0): Buffer => page([packet], { flags: 2, sequence });
const audio = (granule: bigint, fields: OggPage = {}): Buffer =>
  page(['a'.repeat(100)], { granule, sequence: 2, ...fields });

const vorbisComments = Buffer.concat([Buffer.from('\u0003vorbis'), COMMENTS, Buffer.from([1])]);
const opusComments = Buffer.concat([Buffer.from('OpusTags'), COMMENTS]);
const flacComments = flacBlock(4, COMMENTS);

describe('Ogg Vorbis', () => {
  it('has its properties in the first packet, tags in the second, and a setup that is kept', () => {
    const parts = [first(vorbisHead({ rate: 8000, channels: 1 })), page([vorbisComments, SETUP], { sequence: 1 })];
    const [head, comments] = parts.map(({ length }) => length) as [number, number];
    const setupAt = head + comments - SETUP.length;
    expect(read(...parts, audio(4000n))).toEqual({
      container: 'ogg',
      properties: {
        codec: 'vorbis',
        sampleRate: 8000,
        channels: 1,
        lossless: false,
        duration: 0.5,
        bitrate: 128 * 16,
      },
      audio: { offset: head + comments, length: 128 },
      tags: TAGS,
      pictures: [],
      kept: [{ kind: 'packet', range: { offset: setupAt, length: SETUP.length } }],
      detail: {
        vendor: 'vendor',
        serial: SERIAL,
        headerPages: 2,
        firstSequence: 0,
        audioSequence: 2,
        firstPage: { offset: 0, length: head },
        names: { 'my field': 'My Field' },
      },
    });
  });

  it('may have a setup that goes on over pages: its parts are kept one by one', () => {
    const setup = Buffer.alloc(600, 's');
    const layout = read(
      first(vorbisHead()),
      oggPage([...lacingOf(vorbisComments.length), 255], Buffer.concat([vorbisComments, setup.subarray(0, 255)]), {
        sequence: 1,
      }),
      oggPage([255, 90], setup.subarray(255), { flags: 1, sequence: 2 }),
      audio(441n, { sequence: 3 }),
    );
    expect(layout).toMatchObject({
      kept: [
        { kind: 'packet', range: { length: 255 } },
        { kind: '+', range: { length: 345 } },
      ],
      properties: { duration: 0.01 },
      detail: { headerPages: 3, audioSequence: 3 },
    });
    expect(layout!.kept[1]!.range.offset).toBe(layout!.audio.offset - 345);
  });

  it('has no pages of audio where the file ends with its header', () => {
    const layout = read(first(vorbisHead()), page([vorbisComments, SETUP], { granule: 44_100n }));
    expect(layout).toMatchObject({ audio: { length: 0 }, properties: { duration: 0, bitrate: 0 } });
  });
});

describe('Opus', () => {
  const header = [first(opusHead({ channels: 6, skipped: 312 })), page([opusComments], { sequence: 1 })];

  it('plays at 48 kHz whatever was encoded, and skips samples at the beginning', () => {
    const layout = read(...header, audio(48_312n));
    expect(layout).toMatchObject({ tags: TAGS, kept: [], detail: { headerPages: 2, audioSequence: 2 } });
    expect(layout!.properties).toEqual({
      codec: 'opus',
      sampleRate: 48_000,
      channels: 6,
      lossless: false,
      duration: 1,
      bitrate: 1024,
    });
  });

  it('has no duration where it ends before the samples that are skipped', () => {
    expect(read(...header, audio(312n))!.properties).toMatchObject({ duration: 0, bitrate: 0 });
    expect(read(...header, audio(311n))!.properties).toMatchObject({ duration: 0, bitrate: 0 });
    expect(read(...header, audio(313n))!.properties.duration).toBe(1 / 48_000);
  });

  it('may have comments that go on over pages', () => {
    const long = Buffer.concat([Buffer.from('OpusTags'), commentsOf('v', [`TITLE=${'x'.repeat(300)}`])]);
    const layout = read(
      first(opusHead()),
      oggPage([255], long.subarray(0, 255), { sequence: 1, granule: 2n ** 64n - 1n }),
      oggPage([long.length - 255], long.subarray(255), { flags: 1, sequence: 2 }),
      audio(48_000n, { sequence: 3 }),
    );
    expect(layout!.tags).toEqual({ title: ['x'.repeat(300)] });
    expect(layout!.detail).toMatchObject({ headerPages: 3, audioSequence: 3, vendor: 'v' });
  });
});

describe('Ogg FLAC', () => {
  const seekTable = flacBlock(3, 'seek table');
  const padding = flacBlock(1, 'xxx');

  it('has the properties of FLAC, and other blocks than comments and padding kept by their type', () => {
    const layout = read(
      first(flacHead({ rate: 96_000, packets: 3 })),
      page([flacComments, seekTable, padding], { sequence: 1 }),
      audio(96_000n),
    )!;
    expect(layout.properties).toEqual({
      codec: 'flac',
      sampleRate: 96_000,
      channels: 2,
      bitsPerSample: 16,
      lossless: true,
      duration: 1,
      bitrate: 1024,
    });
    expect(layout.tags).toEqual(TAGS);
    expect(layout.kept).toEqual([
      {
        kind: 'packet 3',
        range: { offset: layout.audio.offset - padding.length - seekTable.length, length: seekTable.length },
      },
    ]);
  });

  it('has as many header packets as its first packet says, marked as the last or not', () => {
    const layout = read(
      first(flacHead({ packets: 2 })),
      page([flacBlock(4, COMMENTS, true), seekTable]),
      page([flacBlock(2, 'application')]),
    );
    expect(layout!.kept.map(({ kind }) => kind)).toEqual(['packet 3']);
    expect(layout!.audio.length).toBe(28 + 15);
  });

  it('has header packets up to the one that is marked as the last where the first packet does not say', () => {
    const head = first(flacHead({ packets: 0 }));
    const one = read(head, page([flacBlock(4, COMMENTS, true)]), audio(0n));
    expect([one!.kept, one!.audio.length]).toEqual([[], 128]);
    const three = read(head, page([flacComments, seekTable, flacBlock(0x7e, 'x', true)]), audio(0n));
    expect(three!.kept.map(({ kind }) => kind)).toEqual(['packet 3', 'packet 126']);
  });

  it('has pictures in blocks, and keeps a block that holds none', () => {
    const structure = (length: number): Buffer => {
      const builder = new PlanBuilder();
      writePictureHead(builder, coverOf(length));
      return Buffer.concat([builder.take(), Buffer.from('image')]);
    };
    const layout = read(
      first(flacHead({ packets: 4 })),
      page([flacComments, flacBlock(6, structure(5)), flacBlock(6, structure(6)), flacBlock(2, structure(5))]),
    )!;
    expect(layout.pictures).toMatchObject([{ mime: 'image/png', location: { length: 5 } }]);
    expect(layout.kept.map(({ kind }) => kind)).toEqual(['packet 6', 'packet 2']);
  });
});

describe('a header whose last page has audio on it', () => {
  const parts = [first(vorbisHead()), page([vorbisComments, SETUP, 'audio', 'more'], { sequence: 1 })];
  const length = parts[0]!.length + parts[1]!.length;

  it('says so: what it calls audio begins with the next page', () => {
    const layout = read(...parts, audio(44_100n))!;
    expect(layout.audio).toEqual({ offset: length, length: 128 });
    expect(layout.properties.duration).toBe(1);
    expect(layout.detail['sharedPage']).toEqual({
      offset: parts[0]!.length,
      segments: lacingOf(vorbisComments.length).length + 1,
      audioSegments: 2,
      audio: { offset: length - 9, length: 9 },
    });
  });

  it('is not read where the file does not have that audio', () => {
    const bytes = Buffer.concat(parts);
    expect(() => read(bytes.subarray(0, -1))).toThrow(
      new LayoutError('The Ogg file ends in its header.', parts[0]!.length),
    );
    expect(read(bytes)!.detail['sharedPage']).toBeDefined();
  });
});

describe('an Ogg file', () => {
  const header = [first(opusHead(), 0xffff_fffe), page([opusComments], { sequence: 0xffff_ffff })];

  it('may be numbered from anywhere: 0 is behind the highest number', () => {
    expect(read(...header, audio(0n, { sequence: 0 }))!.detail).toMatchObject({
      firstSequence: 0xffff_fffe,
      audioSequence: 0,
    });
  });

  it('of another codec is left to other readers', () => {
    expect(read(first(Buffer.from('Speex   1.2.0'.padEnd(80))), header[1]!, audio(0n))).toBeNull();
  });

  it('of several streams is left to other readers', () => {
    expect(read(header[0]!, page([vorbisHead()], { flags: 2, serial: 1 }), header[1]!, audio(0n))).toBeNull();
    expect(read(...header, audio(0n, { serial: 1 }))).toBeNull();
  });

  it('is broken where the first page has more than the first packet', () => {
    expect(() => read(page([opusHead(), opusComments], { flags: 2 }), audio(0n))).toThrow(
      'The Ogg file has more than its first packet on its first page.',
    );
  });

  it.each([
    ['Vorbis', vorbisHead(), '\u0003vorbiS'],
    ['Vorbis', vorbisHead(), '\u0005vorbis'],
    ['Opus', opusHead(), 'OpusTagz'],
    ['Opus', opusHead(), 'opusTags'],
    ['FLAC', flacHead(), '\u0003\0\0\u0020'],
  ])('of %s is broken without comments', (_, head, magic) => {
    expect(() => read(first(head), page([Buffer.concat([Buffer.from(magic), COMMENTS])]))).toThrow(
      new LayoutError('The Ogg file has no comment header.', first(head).length + 28),
    );
  });

  it.each([
    ['Vorbis', vorbisHead(), '\u0003vorbis', 'setup'],
    ['Opus', opusHead(), 'OpusTags', ''],
    ['FLAC', flacHead(), '\u0004\0\0\u0008', ''],
  ])('of %s has at least a vendor and a number of comments', (_, head, magic, setup) => {
    const comments = magic + '\0'.repeat(8);
    const more = setup === '' ? [] : [setup];
    expect(read(first(head), page([comments, ...more]), audio(0n))).toMatchObject({ tags: {}, detail: { vendor: '' } });
    expect(() => read(first(head), page([comments.slice(0, -1), ...more]), audio(0n))).toThrow(
      new LayoutError('The Ogg file has no comment header.'),
    );
  });

  it('is broken where it ends before its comments', () => {
    expect(() => read(first(opusHead()))).toThrow(LayoutError);
  });
});
