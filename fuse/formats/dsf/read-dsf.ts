/**
 * Reads DSF files: one-bit audio with an ID3v2 tag at the end.
 *
 * Source: Sony, "DSF File Format Specification", version 1.01.
 */
import { Id3Content } from '../id3/content.ts';
import { asKeptChunks } from '../id3/kept-frames.ts';
import { id3v2Length, readId3v2 } from '../id3/read-id3v2.ts';
import type { ByteRange, Layout } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import type { Window } from '../window.ts';

/** What a header writer has to know of a DSF file. */
export interface DsfDetail {
  /** Version of the ID3v2 tag, 0 when there is none. */
  readonly id3: number;
  /** Everything between the first chunk and the tag. */
  readonly body: ByteRange;
}

export const DSD_CHUNK = 28;
const FORMAT_CHUNK = 52;
const DATA_HEADER = 12;

export function readDsf(window: Window): Layout {
  const head = DSD_CHUNK + FORMAT_CHUNK + DATA_HEADER;
  const i = window.at(0, head);
  const b = window.bytes;
  const format = i + DSD_CHUNK;
  const data = format + FORMAT_CHUNK;
  if (b.latin1Slice(format, format + 4) !== 'fmt ' || b.latin1Slice(data, data + 4) !== 'data') {
    throw new LayoutError('The DSF file has no format or no audio where they should be.');
  }
  const pointer = Number(b.readBigUInt64LE(i + 20));
  const channels = b.readUInt32LE(format + 24);
  const sampleRate = b.readUInt32LE(format + 28);
  const samples = Number(b.readBigUInt64LE(format + 36));
  const stated = Number(b.readBigUInt64LE(data + 4)) - DATA_HEADER;
  // Behind an empty audio chunk the tag stands where audio would begin.
  const hasTag = pointer > head || (pointer === head && id3v2Length(window, head) > 0);
  const end = hasTag ? Math.min(pointer, window.size) : window.size;
  const audio = { offset: head, length: Math.max(0, Math.min(stated, end - head)) };
  const id3 = new Id3Content();
  readId3v2(window, end, id3);
  const duration = sampleRate === 0 ? 0 : samples / sampleRate;
  const detail: DsfDetail = { id3: id3.version, body: { offset: DSD_CHUNK, length: end - DSD_CHUNK } };
  return {
    container: 'dsf',
    properties: {
      codec: 'dsd',
      duration,
      sampleRate,
      channels,
      bitsPerSample: 1,
      bitrate: sampleRate * channels,
      lossless: true,
    },
    audio,
    tags: id3.tags.finish(),
    pictures: id3.pictures,
    kept: asKeptChunks(id3.kept),
    ...id3.damage(),
    detail: { ...detail, ...id3.tags.nameDetail(), ...id3.languageDetail() },
  };
}
