import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout.ts';
import type { PlanInput } from '../plan-input.ts';
import { byteDifference } from '../testing/byte-difference.ts';
import { commentsOf, flacBlock, flacHead, lacingOf, oggPage, opusHead, vorbisHead } from '../testing/ogg-bytes.ts';
import { planFiles, renderPlan, strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readOgg } from './read-ogg.ts';
import { planOgg, sizeOfOgg } from './write-ogg.ts';

const NO_POSITION = 2n ** 64n - 1n;
const SETUP = Buffer.from('setup');

/** Two pages of audio, numbered from `sequence` on. */
const audioOf = (sequence: number): Buffer =>
  Buffer.concat([
    oggPage([4, 2], 'audio.', { granule: 960n, sequence: sequence >>> 0 }),
    oggPage([1], '.', { granule: 1920n, sequence: (sequence + 1) >>> 0, flags: 4 }),
  ]);

const headOf = (packet: Buffer, sequence = 0): Buffer =>
  oggPage(lacingOf(packet.length), packet, { flags: 2, sequence });

const packetsOn = (packets: readonly Buffer[], sequence: number): Buffer =>
  oggPage(lacingOf(...packets.map(({ length }) => length)), Buffer.concat(packets), { sequence });

const opusTags = (...comments: string[]): Buffer => Buffer.concat([Buffer.from('OpusTags'), commentsOf('v', comments)]);

const padded = (bytes: Buffer, length: number): Buffer => Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);

/** What is planned for `original`, and its bytes. Size and header length are always those that were said before. */
function planned(original: Buffer, input: Partial<PlanInput>): { bytes: Buffer; header: number; shift: unknown } {
  const layout = readOgg(new Window(strictSource(original))) as Layout;
  const whole = { layout, tags: {}, pictures: [], ...input };
  const plan = planOgg(whole, planFiles(original));
  expect(sizeOfOgg(whole)).toEqual({ size: plan.size, headerLength: plan.headerLength });
  const last = plan.segments.at(-1);
  const shift = last?.kind === 'source' ? last.pageShift : 'no source';
  const bytes = renderPlan(plan, original);
  expect(bytes.length).toBe(plan.size);
  return { bytes, header: plan.headerLength, shift };
}

describe('a planned Opus file', () => {
  const opus = (sequence = 0): Buffer =>
    Buffer.concat([
      headOf(opusHead(), sequence),
      packetsOn([opusTags('TITLE=old')], sequence + 1),
      audioOf(sequence + 2),
    ]);

  it('has new comments with zeros behind, in 12 KiB with the page in front, and the audio as it was', () => {
    const { bytes, header, shift } = planned(opus(), { tags: { title: ['x'] } });
    // 47 bytes of the first page, 27 of the page's header, 48 of lacing, the packet.
    const comments = padded(opusTags('TITLE=x'), 12_288 - 47 - 27 - 48);
    expect(header).toBe(12_288);
    expect(byteDifference(bytes, Buffer.concat([headOf(opusHead()), packetsOn([comments], 1), audioOf(2)]))).toBeNull();
    expect(shift).toBeUndefined();
  });

  it('keeps the length of its header while the comments fit, and no longer', () => {
    const needed = 47 + 27 + 1 + opusTags('TITLE=x').length;
    const tags = { title: ['x'] };
    for (const minimumHeaderLength of [needed, needed + 1, 200, 5000]) {
      expect(planned(opus(), { tags, minimumHeaderLength }).header).toBe(minimumHeaderLength);
    }
    expect(planned(opus(), { tags, minimumHeaderLength: needed - 1 }).header).toBe(12_288);
    const exact = planned(opus(), { tags, minimumHeaderLength: needed }).bytes;
    expect(
      byteDifference(exact, Buffer.concat([headOf(opusHead()), packetsOn([opusTags('TITLE=x')], 1), audioOf(2)])),
    ).toBeNull();
  });

  it('has one byte more where a segment is just added', () => {
    // 254 bytes have one segment, 255 have two: no header is 47 + 27 + 256 bytes long.
    for (const [wanted, header] of [
      [47 + 27 + 255, 47 + 27 + 255],
      [47 + 27 + 256, 47 + 27 + 257],
      [47 + 27 + 257, 47 + 27 + 257],
    ] as const) {
      expect(planned(opus(), { minimumHeaderLength: wanted }).header).toBe(header);
    }
  });

  it('has as many header pages as it had, so that the audio keeps its numbers', () => {
    const pages = (count: number): Buffer =>
      Buffer.concat(
        Array.from({ length: count }, (_, k) =>
          oggPage(
            [k < count - 1 ? 255 : 9],
            padded(opusTags(), count * 255).subarray(k * 255, k * 255 + (k < count - 1 ? 255 : 9)),
            {
              sequence: k + 1,
              flags: k === 0 ? 0 : 1,
            },
          ),
        ),
      );
    for (const count of [2, 3, 60, 300]) {
      const original = Buffer.concat([headOf(opusHead()), pages(count), audioOf(count + 1)]);
      const { bytes, shift } = planned(original, { tags: { title: ['x'] } });
      expect(shift).toBeUndefined();
      const layout = readOgg(new Window(strictSource(bytes)));
      expect(layout).toMatchObject({ tags: { title: ['x'] }, detail: { headerPages: count + 1 } });
    }
  });

  it('has a segment on each of its pages, even if it has nothing in it', () => {
    const original = Buffer.concat([
      headOf(opusHead()),
      oggPage([255], padded(opusTags(), 255), { sequence: 1, granule: NO_POSITION }),
      oggPage([255], Buffer.alloc(255), { sequence: 2, granule: NO_POSITION, flags: 1 }),
      oggPage([0], '', { sequence: 3, flags: 1 }),
      audioOf(4),
    ]);
    expect(byteDifference(planned(original, { minimumHeaderLength: 47 + 3 * 28 + 510 }).bytes, original)).toBeNull();
  });

  it('shows its audio with higher numbers where the comments need more pages', () => {
    const text = 'x'.repeat(70_000);
    const { bytes, header, shift } = planned(opus(), { tags: { title: [text] } });
    expect([header % 4096, shift]).toEqual([0, 1]);
    const length = header - 47 - 2 * 27;
    const comments = padded(opusTags(`TITLE=${text}`), length - Math.floor(length / 256) - 1);
    const lacing = lacingOf(comments.length);
    expect(
      byteDifference(
        bytes,
        Buffer.concat([
          headOf(opusHead()),
          oggPage(lacing.slice(0, 255), comments.subarray(0, 255 * 255), { sequence: 1, granule: NO_POSITION }),
          oggPage(lacing.slice(255), comments.subarray(255 * 255), { sequence: 2, flags: 1 }),
          audioOf(3),
        ]),
      ),
    ).toBeNull();
    // And with lower ones again where they need fewer.
    const again = planned(bytes, { tags: {}, minimumHeaderLength: 0 });
    expect(again.shift).toBeUndefined();
  });

  it('may be numbered from anywhere', () => {
    const minimumHeaderLength = 47 + 28 + opusTags().length;
    for (const sequence of [5, 0xffff_ffff]) {
      const original = Buffer.concat([
        headOf(opusHead(), sequence),
        packetsOn([opusTags()], (sequence + 1) >>> 0),
        audioOf(sequence + 2),
      ]);
      expect(byteDifference(planned(original, { minimumHeaderLength }).bytes, original)).toBeNull();
    }
  });

  it('is not planned where the original has become shorter than it was', () => {
    const original = Buffer.concat([
      headOf(vorbisHead()),
      packetsOn([Buffer.concat([Buffer.from('\u0003vorbis'), commentsOf('v', []), Buffer.from([1])]), SETUP], 1),
    ]);
    const layout = readOgg(new Window(strictSource(original))) as Layout;
    const source = {
      size: original.length,
      read: (at: number, length: number) => original.subarray(at, at + length - 1),
    };
    expect(() => planOgg({ layout, tags: {}, pictures: [] }, { ...planFiles(original), source })).toThrow(
      'The Ogg header has 12287 bytes instead of 12288.',
    );
  });
});

describe('a planned Ogg Vorbis file', () => {
  const comments = (...texts: string[]): Buffer =>
    Buffer.concat([Buffer.from('\u0003vorbis'), commentsOf('v', texts), Buffer.from([1])]);
  const header = (shared: Buffer, lacing: number[], fields: object): Buffer =>
    oggPage(
      [...lacingOf(comments().length, SETUP.length), ...lacing],
      Buffer.concat([comments(), SETUP, shared]),
      fields,
    );

  it('has its setup behind the padded comments', () => {
    const original = Buffer.concat([headOf(vorbisHead()), packetsOn([comments('TITLE=old'), SETUP], 1), audioOf(2)]);
    const { bytes } = planned(original, { tags: { title: ['x'] } });
    // 58 bytes of the first page, 27 of the page's header, 48 + 1 of lacing.
    const first = padded(comments('TITLE=x'), 12_288 - 58 - 27 - 49 - SETUP.length);
    expect(
      byteDifference(bytes, Buffer.concat([headOf(vorbisHead()), packetsOn([first, SETUP], 1), audioOf(2)])),
    ).toBeNull();
  });

  it('gives audio that shares a page with the header a page of its own', () => {
    const original = Buffer.concat([
      headOf(vorbisHead()),
      header(Buffer.from('shared!'), [4, 3], { sequence: 1, granule: 77n, flags: 4 }),
      audioOf(2),
    ]);
    const needed = 58 + 27 + 2 + comments().length + SETUP.length;
    const { bytes, header: length, shift } = planned(original, { minimumHeaderLength: needed + 29 + 7 });
    expect(
      byteDifference(
        bytes,
        Buffer.concat([
          headOf(vorbisHead()),
          packetsOn([comments(), SETUP], 1),
          oggPage([4, 3], 'shared!', { sequence: 2, granule: 77n, flags: 4 }),
          audioOf(3),
        ]),
      ),
    ).toBeNull();
    expect([length, shift]).toEqual([needed + 29 + 7, 1]);
  });

  it('begins that page with the audio, though the header came from the page before', () => {
    const long = padded(comments('TITLE=old'), 300);
    const original = Buffer.concat([
      headOf(vorbisHead()),
      oggPage([255], long.subarray(0, 255), { sequence: 1, granule: NO_POSITION }),
      oggPage([45, SETUP.length, 1], Buffer.concat([long.subarray(255), SETUP, Buffer.from('s')]), {
        sequence: 2,
        flags: 1,
        granule: 1n,
      }),
      audioOf(3),
    ]);
    const { bytes } = planned(original, {});
    const own = oggPage([1], 's', { sequence: 3, granule: 1n });
    expect(byteDifference(bytes.subarray(-audioOf(0).length - 29), Buffer.concat([own, audioOf(4)]))).toBeNull();
  });
});

describe('a planned Ogg FLAC file', () => {
  const FIRST = 27 + 1 + 51;
  const comments = (...texts: string[]): Buffer => flacBlock(4, commentsOf('v', texts));
  const table = flacBlock(3, 'seek table');
  const flac = Buffer.concat([
    headOf(flacHead({ packets: 2 })),
    packetsOn([comments('TITLE=old'), flacBlock(3, 'seek table', true)], 1),
    audioOf(2),
  ]);

  it('has comments, the other blocks, padding as the last, and their number in the first packet', () => {
    const { bytes, header } = planned(flac, { tags: { title: ['x'] } });
    const fixed = comments('TITLE=x').length + table.length;
    const room = 12_288 - FIRST - 27 - 2 - fixed - 4;
    const padding = room - Math.floor((room + 4) / 256) - 1;
    expect(header).toBe(12_288);
    expect(
      byteDifference(
        bytes,
        Buffer.concat([
          headOf(flacHead({ packets: 3 })),
          packetsOn([comments('TITLE=x'), table, flacBlock(1, Buffer.alloc(padding), true)], 1),
          audioOf(2),
        ]),
      ),
    ).toBeNull();
  });

  it('has a second, empty padding block where one cannot give the length that is wanted', () => {
    const minimumHeaderLength = FIRST + 27 + 2 + comments().length + table.length + 256;
    const { bytes, header } = planned(flac, { minimumHeaderLength });
    expect(header).toBe(minimumHeaderLength);
    expect(
      byteDifference(
        bytes,
        Buffer.concat([
          headOf(flacHead({ packets: 4 })),
          packetsOn([comments(), table, flacBlock(1, ''), flacBlock(1, Buffer.alloc(256 - 5 - 1 - 4), true)], 1),
          audioOf(2),
        ]),
      ),
    ).toBeNull();
  });

  it('says no more packets than a number of two bytes can', () => {
    const layout = readOgg(new Window(strictSource(flac))) as Layout;
    const counted = (blocks: number): number => {
      const kept = Array<(typeof layout.kept)[number]>(blocks).fill(layout.kept[0]!);
      const input = { layout: { ...layout, kept }, tags: {}, pictures: [] };
      return renderPlan(planOgg(input, planFiles(flac)), flac).readUInt16BE(28 + 7);
    };
    // Comments and padding are packets, too.
    expect(counted(65_533)).toBe(65_535);
    expect(counted(65_534)).toBe(65_535);
  });
});
