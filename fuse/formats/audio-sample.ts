/**
 * A few blocks of a file's audio that tell it from other audio: cheap enough to be read of every file in a scan.
 *
 * The blocks do not depend on tags, nor on what else a program writes anew when it saves tags.
 */
import type { ByteSource, Layout } from './layout.ts';

/** Takes the parts of a sample in their order; a part is only valid until the call returns. */
export type TakePart = (part: Uint8Array) => void;

/** Reads a sample of the audio. */
export type AudioSample = (source: ByteSource, layout: Pick<Layout, 'audio'>, take: TakePart) => void;

/** Bytes of a block. */
export const BLOCK = 4096;

/** The length of the audio, and a block each at its beginning, in its middle and at its end; short audio whole. */
export const sampleBytes: AudioSample = (source, { audio }, take) => {
  take(Buffer.from(`${audio.length}:`));
  if (audio.length <= 3 * BLOCK) {
    take(source.read(audio.offset, audio.length));
    return;
  }
  take(source.read(audio.offset, BLOCK));
  take(source.read(audio.offset + Math.floor((audio.length - BLOCK) / 2), BLOCK));
  take(source.read(audio.offset + audio.length - BLOCK, BLOCK));
};
