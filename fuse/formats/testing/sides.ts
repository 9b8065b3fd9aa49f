/** Files in memory to compare the audio of. */
import type { AudioSide } from '../audio-comparison.ts';
import type { ByteRange, Layout, StreamProperties } from '../layout.ts';

const PROPERTIES: StreamProperties = {
  codec: 'pcm',
  duration: 1,
  sampleRate: 44_100,
  channels: 2,
  bitsPerSample: 16,
  bitrate: 0,
  lossless: true,
};

/** A file of these bytes whose audio lies at `audio`. Reading outside the file rejects. */
export function sideOf(bytes: Buffer, audio: ByteRange, properties: Partial<StreamProperties> = {}): AudioSide {
  return {
    layout: { audio, properties: { ...PROPERTIES, ...properties } } as Layout,
    read: async (buffer, offset, length, position) => {
      if (position < 0 || position + length > bytes.length) throw new RangeError(`outside the file: ${position}`);
      buffer.set(bytes.subarray(position, position + length), offset);
    },
  };
}
