import { expect, it } from 'vitest';
import { flacHead, lacingOf, oggPage, opusHead, vorbisHead } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { LONGEST_PAGE } from './pages.ts';
import { wovenSound } from './woven-sound.ts';

const [SOUND, PICTURE] = [1, 2];
const THEORA = Buffer.from(`\u0080theora\u0003\u0002\u0001${'\0'.repeat(32)}`, 'latin1');
const first = (packet: Buffer, serial: number): Buffer =>
  oggPage(lacingOf(packet.length), packet, { flags: 2, serial });
const page = (granule: bigint, serial: number, body = 'packet'): Buffer =>
  oggPage(lacingOf(body.length), body, { granule, serial });
const longest = (serial: number): Buffer => oggPage(Array<number>(255).fill(255), Buffer.alloc(255 * 255), { serial });
const read = (...pages: readonly Buffer[]) => wovenSound(strictSource(Buffer.concat(pages)));
const vorbis = first(vorbisHead({ rate: 8000, channels: 1 }), SOUND);
const theora = first(THEORA, PICTURE);

it.each([
  ['first', [vorbis, theora]],
  ['last', [theora, vorbis]],
])('has the length of its own stream, which begins %s', (_, heads) => {
  expect(read(...heads, page(9n, PICTURE), page(4000n, SOUND), page(77n, PICTURE))).toEqual({
    codec: 'vorbis',
    sampleRate: 8000,
    channels: 1,
    lossless: false,
    duration: 0.5,
  });
});

it('has its length also where the picture goes on for megabytes, at each place in a step', () => {
  for (let shift = 0; shift < 40; shift += 1) {
    const video = [...Array.from({ length: 5 }, () => longest(PICTURE)), page(99n, PICTURE, 'x'.repeat(shift + 1))];
    expect(read(theora, vorbis, page(4000n, SOUND), ...video)).toMatchObject({ duration: 0.5 });
    // The pages of the sound lie where one step ends and the next begins.
    const near = Buffer.alloc(2 * LONGEST_PAGE - shift);
    expect(read(theora, vorbis, page(4000n, SOUND), near)).toMatchObject({ duration: 0.5 });
  }
});

it('leaves out a page on which no packet ends, and what Opus does not play', () => {
  const pages = [page(48_000n + 312n, SOUND), page(2n ** 64n - 1n, SOUND), page(5n, PICTURE)];
  expect(read(theora, first(opusHead(), SOUND), ...pages)).toMatchObject({ codec: 'opus', duration: 1 });
  expect(read(theora, first(flacHead({ rate: 8000 }), SOUND), page(8000n, SOUND))).toMatchObject({
    codec: 'flac',
    bitsPerSample: 16,
    lossless: true,
    duration: 1,
  });
});

it('has no length where its stream has no page but the first', () => {
  expect(read(theora, vorbis, page(5n, PICTURE))).toMatchObject({ duration: 0 });
});

it('is null for a file of one stream, of streams without sound, for a cut one and for none', () => {
  expect(read(vorbis, page(4000n, SOUND))).toBeNull();
  expect(read(theora, first(THEORA, 3), page(4n, PICTURE))).toBeNull();
  expect(read(theora.subarray(0, 40))).toBeNull();
  expect(read(Buffer.from('no Ogg at all'))).toBeNull();
  expect(read(Buffer.alloc(0))).toBeNull();
});
