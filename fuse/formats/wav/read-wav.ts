/**
 * Reads WAV files: RIFF, and RF64/BW64 whose lengths pass 4 GiB.
 *
 * Sources: Microsoft "Multimedia Programming Interface and Data Specifications 1.0"; EBU Tech 3306 (RF64).
 * Tags are the `id3 ` chunk and, below it, LIST/INFO. Every chunk but those, `data` and padding is kept.
 */
import { Id3Content } from '../id3/content.ts';
import { asKeptChunks } from '../id3/kept-frames.ts';
import { readId3v2 } from '../id3/read-id3v2.ts';
import type { ByteRange, KeptPart, Layout, StreamProperties } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { fillFromWeaker } from '../tags/weaker-tags.ts';
import type { Window } from '../window.ts';
import { readInfo } from './read-info.ts';

/** What a header writer has to know of a WAV file. */
export interface WavDetail {
  /** RIFF, RF64 or BW64. */
  readonly form: string;
  /** Version of the ID3v2 tag, 0 when there is none. */
  readonly id3: number;
  /** Whole chunks in front of `data`, without the tags. */
  readonly before: readonly ByteRange[];
  /** Whole chunks behind `data`, without the tags. */
  readonly after: readonly ByteRange[];
}

const PADDING = new Set(['JUNK', 'junk', 'PAD ', 'FLLR']);
const UNKNOWN_LENGTH = 0xffff_ffff;
/** Format tag of a chunk that says its real format further behind. */
const EXTENSIBLE = 0xfffe;
const CODECS: Readonly<Record<number, string>> = {
  1: 'pcm',
  2: 'adpcm',
  3: 'pcm',
  6: 'alaw',
  7: 'mulaw',
  17: 'adpcm',
  80: 'mp2',
  85: 'mp3',
};

interface WavFormat {
  readonly properties: Omit<StreamProperties, 'duration' | 'bitrate'>;
  readonly bytesPerSecond: number;
}

export function readWav(window: Window): Layout {
  const id3 = new Id3Content();
  const info = new TagCollector();
  const kept: KeptPart[] = [];
  const before: ByteRange[] = [];
  const after: ByteRange[] = [];
  let format: WavFormat | undefined;
  let audio: ByteRange | undefined;
  let data64 = 0;
  const form = window.magic(0);
  let position = 12;
  while (position + 8 <= window.size) {
    window.step();
    const i = window.at(position, 8);
    const name = window.bytes.latin1Slice(i, i + 4);
    let length = window.bytes.readUInt32LE(i + 4);
    const body = position + 8;
    if (name === 'data' && audio === undefined) {
      // A recorder that was cut off leaves 0 or the greatest length: the audio goes to the end of the file.
      if (form === 'RIFF') length ||= UNKNOWN_LENGTH;
      else if (length === UNKNOWN_LENGTH) length = data64;
      length = Math.min(length, window.size - body);
      audio = { offset: body, length };
    } else if (body + length > window.size) {
      if (audio === undefined) {
        throw new LayoutError(
          `The WAV file ends in its header: the chunk at ${position} should be ${length} bytes long.`,
          position,
        );
      }
      break;
    } else if (name === 'fmt ') {
      format = readFormat(window, body, length);
    } else if (name === 'ds64' && length >= 16) {
      const k = window.at(body, 16);
      data64 = window.bytes.readUInt32LE(k + 8) + window.bytes.readUInt32LE(k + 12) * 0x1_0000_0000;
    }
    const end = Math.min(body + length + (length & 1), window.size);
    const isTag = readTagChunk(window, name, body, length, id3, info);
    if (!isTag && name !== 'data' && !PADDING.has(name)) {
      const range = { offset: position, length: end - position };
      (audio === undefined ? before : after).push(range);
      kept.push({ kind: name, range });
    }
    position = end;
  }
  if (format === undefined || audio === undefined) {
    throw new LayoutError('The WAV file has no format or no audio in it.');
  }
  const { tags, pictures } = id3;
  const weaker = fillFromWeaker(tags, pictures, [{ kind: 'LIST/INFO', tags: info.tags, pictures: [] }]);
  const detail: WavDetail = { form, id3: id3.version, before, after };
  const duration = format.bytesPerSecond === 0 ? 0 : audio.length / format.bytesPerSecond;
  return {
    container: 'wav',
    properties: { ...format.properties, duration, bitrate: format.bytesPerSecond * 8 },
    audio,
    tags: tags.finish(),
    pictures,
    kept: [...kept, ...asKeptChunks(id3.kept)],
    ...weaker,
    ...id3.damage(),
    detail: { ...detail, ...tags.nameDetail(), ...id3.languageDetail() },
  };
}

function readFormat(window: Window, body: number, length: number): WavFormat {
  if (length < 16) throw new LayoutError('The WAV file has a broken format chunk.', body);
  const i = window.at(body, Math.min(length, 40));
  const b = window.bytes;
  let tag = b.readUInt16LE(i);
  if (tag === EXTENSIBLE && length >= 26) tag = b.readUInt16LE(i + 24);
  const bitsPerSample = b.readUInt16LE(i + 14);
  const codec = CODECS[tag] ?? `wav-${tag}`;
  const lossless = codec === 'pcm';
  return {
    properties: {
      codec,
      sampleRate: b.readUInt32LE(i + 4),
      channels: b.readUInt16LE(i + 2),
      ...(lossless ? { bitsPerSample } : {}),
      lossless,
    },
    bytesPerSecond: b.readUInt32LE(i + 8),
  };
}

/** Reads the chunk if it holds tags, and says so. */
function readTagChunk(
  window: Window,
  name: string,
  body: number,
  length: number,
  id3: Id3Content,
  info: TagCollector,
): boolean {
  if (name === 'id3 ' || name === 'ID3 ') {
    readId3v2(window, body, id3);
    return true;
  }
  if (name !== 'LIST' || length < 4 || window.magic(body) !== 'INFO') return false;
  readInfo(window, body + 4, body + length, info);
  return true;
}
