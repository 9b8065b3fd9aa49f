import { describe, expect, it } from 'vitest';
import type { Tags } from '../layout.ts';
import type { PlacedPicture } from '../plan.ts';
import { coverOf, layoutWith } from '../testing/layouts.ts';
import { commentsOf } from '../testing/ogg-bytes.ts';
import { planFiles } from '../testing/sources.ts';
import { commentPacket, extended, flacPackets, keptPackets, paddingBlock } from './header-packets.ts';

type Codec = 'vorbis' | 'opus' | 'flac';

const FILES = planFiles(Buffer.from('..imageSETUP'), { art: Buffer.from('....image') });

function layoutOf(codec: Codec, kept: readonly [kind: string, offset: number, length: number][] = []) {
  const { properties } = layoutWith({});
  return layoutWith({
    container: 'ogg',
    properties: { ...properties, codec },
    kept: kept.map(([kind, offset, length]) => ({ kind, range: { offset, length } })),
    detail: { vendor: 'v', names: { own: 'Own' } },
  });
}

const packetOf = (codec: Codec, tags: Tags, pictures: readonly PlacedPicture[] = []) =>
  commentPacket({ layout: layoutOf(codec), tags, pictures });

/** FLAC's picture structure around `image`, in base64: type, MIME type, description, 4 numbers of size, length. */
const STRUCTURE = Buffer.concat([
  Buffer.from([0, 0, 0, 3, 0, 0, 0, 9]),
  Buffer.from('image/png'),
  Buffer.from([0, 0, 0, 1]),
  Buffer.from('d'),
  Buffer.from([0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0, 5]),
  Buffer.from('image'),
]).toString('base64');

const coverAt = (body: PlacedPicture['body']): PlacedPicture => coverOf(5, { description: 'd', body });
const BLOB = coverAt({ kind: 'blob', path: 'art', offset: 4, length: 5 });

describe('the comment packet', () => {
  const tags = { title: ['One', 'Två'], own: ['x'] };
  const texts = ['TITLE=One', 'TITLE=Två', 'Own=x'];

  it.each([
    ['vorbis', Buffer.concat([Buffer.from('\u0003vorbis'), commentsOf('v', texts), Buffer.from([1])])],
    ['opus', Buffer.concat([Buffer.from('OpusTags'), commentsOf('v', texts)])],
    ['flac', Buffer.concat([Buffer.from([4, 0, 0, commentsOf('v', texts).length]), commentsOf('v', texts)])],
  ] as const)('of %s is the comments behind its mark', (codec, bytes) => {
    const packet = packetOf(codec, tags);
    expect(packet.make(FILES)).toEqual(bytes);
    expect(packet.length).toBe(bytes.length);
  });

  it('has pictures behind the comments, as text, from the art store or from the original', () => {
    const pictures = [BLOB, coverAt({ kind: 'source', offset: 2, length: 5 })];
    const picture = `METADATA_BLOCK_PICTURE=${STRUCTURE}`;
    const bytes = Buffer.concat([Buffer.from('OpusTags'), commentsOf('v', ['TITLE=One', picture, picture])]);
    const packet = packetOf('opus', { title: ['One'] }, pictures);
    expect(packet.make(FILES)).toEqual(bytes);
    expect(packet.length).toBe(bytes.length);
  });

  it('has the framing bit of Vorbis behind the pictures', () => {
    const bytes = packetOf('vorbis', {}, [BLOB]).make(FILES);
    expect(Buffer.from(bytes).toString('latin1').slice(-5)).toBe(`${STRUCTURE.slice(-4)}\u0001`);
  });

  it('decodes pictures of the original that are no plain bytes there', () => {
    const files = planFiles(Buffer.from(`..${Buffer.from('image').toString('base64')}`));
    const picture = coverOf(5, {
      description: 'd',
      body: { kind: 'source', offset: 2, length: 8 },
      encoded: {
        type: 3,
        mime: 'image/png',
        description: '',
        location: { offset: 2, length: 8 },
        encoding: 'base64',
      },
    });
    expect(packetOf('opus', {}, [picture]).make(files)).toEqual(packetOf('opus', {}, [BLOB]).make(FILES));
  });

  it('is not made with a picture of another length than was said', () => {
    const files = planFiles(Buffer.alloc(0), { art: Buffer.from('....image') });
    const short = { ...files, blob: () => ({ size: 9, read: () => Buffer.from('imag') }) };
    expect(() => packetOf('opus', {}, [BLOB]).make(short)).toThrow('A picture is 4 bytes long instead of 5.');
  });

  describe('of Ogg FLAC', () => {
    /** What the text of a picture with a body of this many bytes takes. */
    const textOf = (length: number): number => 23 + Math.ceil((32 + 9 + length) / 3) * 4;
    const cover = (length: number): PlacedPicture => coverOf(length, { description: '' });
    const without = (): number => packetOf('flac', {}).length;
    /** A block holds 16 MiB less one byte, of which 1 MiB is left for text. */
    const MOST = 0xff_ffff - 0x10_0000;
    const LONGEST = ((MOST - 23) / 4) * 3 - 32 - 9;

    it('has no pictures that its block cannot hold', () => {
      expect(textOf(LONGEST)).toBe(MOST);
      expect(packetOf('flac', {}, [cover(LONGEST)]).length).toBe(without() + 4 + MOST);
      expect(packetOf('flac', {}, [cover(LONGEST + 1)]).length).toBe(without());
      expect(packetOf('opus', {}, [cover(LONGEST + 1)]).length).toBe(packetOf('opus', {}).length + 4 + MOST + 4);
    });

    it('has the pictures that fit beside one another, whatever stands between them', () => {
      const first = textOf(3_000_000);
      // Each comment has its length in front, in four bytes.
      const second = ((MOST - 1 - first - 4 - 23) / 4) * 3 - 32 - 9;
      expect(first + 4 + textOf(second)).toBe(MOST - 1);
      const both = without() + 8 + MOST - 5;
      expect(packetOf('flac', {}, [cover(3_000_000), cover(second)]).length).toBe(both);
      expect(packetOf('flac', {}, [cover(3_000_000), cover(LONGEST), cover(second)]).length).toBe(both);
      expect(packetOf('flac', {}, [cover(3_000_000), cover(second + 1)]).length).toBe(without() + 4 + first);
    });

    it('counts what the other comments take against neither, and says at most the greatest length', () => {
      const long = packetOf('flac', { lyrics: ['x'.repeat(2 ** 24)] });
      expect(long.length).toBe(without() + 4 + 'LYRICS='.length + 2 ** 24);
      expect(Buffer.from(long.make(FILES)).subarray(0, 4)).toEqual(Buffer.from([4, 0xff, 0xff, 0xff]));
    });
  });
});

describe('packets of the original', () => {
  it('are read from it; those that go on over pages are put together', () => {
    const { kept } = layoutOf('vorbis', [
      ['packet', 7, 2],
      ['+', 10, 1],
      ['+', 11, 1],
      ['packet', 2, 5],
    ]);
    const packets = keptPackets(kept);
    expect(packets.map(({ length }) => length)).toEqual([4, 5]);
    expect(packets.map(({ make }) => Buffer.from(make(FILES)).toString())).toEqual(['SEUP', 'image']);
    expect(keptPackets([])).toEqual([]);
  });

  it('of Ogg FLAC follow the comments, and are not marked as the last', () => {
    const original = Buffer.concat([Buffer.from([0x83, 0, 0, 1]), Buffer.from('s'), Buffer.from([5, 0, 0, 0])]);
    const layout = layoutOf('flac', [
      ['packet 3', 0, 5],
      ['packet 5', 5, 4],
    ]);
    const input = { layout, tags: {}, pictures: [] };
    const packets = flacPackets(input);
    const files = planFiles(original);
    expect(packets.map(({ make }) => Buffer.from(make(files)).toString('latin1'))).toEqual([
      Buffer.from(commentPacket(input).make(files)).toString('latin1'),
      '\u0003\0\0\u0001s',
      '\u0005\0\0\0',
    ]);
    expect(packets.map(({ length }) => length)).toEqual([commentPacket(input).length, 5, 4]);
  });
});

describe('padding', () => {
  it('of Ogg FLAC is a block of zeros, marked as the last unless said otherwise', () => {
    expect(paddingBlock(6).make(FILES)).toEqual(Buffer.from([0x81, 0, 0, 2, 0, 0]));
    expect(paddingBlock(4, 0).make(FILES)).toEqual(Buffer.from([1, 0, 0, 0]));
    expect(
      paddingBlock(4 + 0x01_0203)
        .make(FILES)
        .subarray(0, 5),
    ).toEqual(Buffer.from([0x81, 1, 2, 3, 0]));
    expect(paddingBlock(6).length).toBe(6);
  });

  it('of other packets is zeros behind them', () => {
    expect(extended(Buffer.from('ab'), 4)).toEqual(Uint8Array.from(Buffer.from('ab\0\0')));
  });
});
