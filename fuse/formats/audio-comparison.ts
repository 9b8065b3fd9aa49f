/**
 * Compares the audio of two files of one format: byte for byte, unless the format lets programs lay the same audio out
 * anew (`mp3/compare-frames.ts`, `ogg/compare-packets.ts`). The comparison is a proof, so a doubt means "differs".
 */
import type { ByteRange, Layout } from './layout.ts';

/** Fills `length` bytes of `buffer` from `offset` with the file's bytes from `position`. Rejects at the file's end. */
export type ReadInto = (buffer: Uint8Array, offset: number, length: number, position: number) => Promise<void>;

/** One of the files: where its audio lies, and access to its bytes. */
export interface AudioSide {
  readonly layout: Layout;
  readonly read: ReadInto;
}

/** Whether two files of one format have the same audio. */
export type AudioComparison = (one: AudioSide, other: AudioSide) => Promise<boolean>;

/** Bytes compared at once. */
export const PIECE = 1024 * 1024;

/** Whether codec, rate, channels and depth agree: the same bytes sound different at another rate. */
export function haveSameProperties({ properties: a }: Layout, { properties: b }: Layout): boolean {
  return (
    a.codec === b.codec &&
    a.sampleRate === b.sampleRate &&
    a.channels === b.channels &&
    a.bitsPerSample === b.bitsPerSample
  );
}

/** Whether two ranges hold the same bytes. */
export async function areSameBytes(one: AudioSide, a: ByteRange, other: AudioSide, b: ByteRange): Promise<boolean> {
  if (a.length !== b.length) return false;
  const [left, right] = [Buffer.alloc(Math.min(PIECE, a.length)), Buffer.alloc(Math.min(PIECE, b.length))];
  for (let done = 0; done < a.length; done += PIECE) {
    const count = Math.min(PIECE, a.length - done);
    await Promise.all([one.read(left, 0, count, a.offset + done), other.read(right, 0, count, b.offset + done)]);
    if (left.compare(right, 0, count, 0, count) !== 0) return false;
  }
  return true;
}

/** Same properties, and the same bytes of audio. */
export const compareBytes: AudioComparison = async (one, other) =>
  haveSameProperties(one.layout, other.layout) && areSameBytes(one, one.layout.audio, other, other.layout.audio);

/** Same codec, and the same bytes of audio: for formats that state rate and depth in several ways. */
export const compareCodecAndBytes: AudioComparison = async (one, other) =>
  one.layout.properties.codec === other.layout.properties.codec &&
  areSameBytes(one, one.layout.audio, other, other.layout.audio);
