/**
 * Reads AIFF and AIFF-C files.
 *
 * Source: Apple, "Audio Interchange File Format, version 1.3" and "AIFF-C, draft 08/26/91". Tags are the `ID3 ` chunk
 * and, below it, NAME, AUTH, ANNO and `(c) `. Every chunk but those, SSND and padding is kept.
 */
import { Id3Content } from '../id3/content.ts';
import { asKeptChunks } from '../id3/kept-frames.ts';
import { readId3v2 } from '../id3/read-id3v2.ts';
import type { ByteRange, KeptPart, Layout, StreamProperties } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { fillFromWeaker } from '../tags/weaker-tags.ts';
import type { Window } from '../window.ts';

/** What a header writer has to know of an AIFF file. */
export interface AiffDetail {
  /** AIFF or AIFC. */
  readonly form: string;
  /** Version of the ID3v2 tag, 0 when there is none. */
  readonly id3: number;
  /** Text chunks (NAME, AUTH …) that the file has. */
  readonly texts: readonly string[];
  /** Whole chunks in front of the sound data, without the tags. */
  readonly before: readonly ByteRange[];
  /** Whole chunks behind the sound data, without the tags. */
  readonly after: readonly ByteRange[];
  /** The sound data chunk, its header included, as far as the file has it. */
  readonly sound: ByteRange;
}

/** Text chunks and their fields. */
export const TEXT_CHUNKS: ReadonlyMap<string, string> = new Map([
  ['NAME', 'title'],
  ['AUTH', 'artist'],
  ['(c) ', 'copyright'],
  ['ANNO', 'comment'],
]);
const CODECS: Readonly<Record<string, string>> = {
  NONE: 'pcm',
  twos: 'pcm',
  sowt: 'pcm',
  in24: 'pcm',
  in32: 'pcm',
  fl32: 'pcm',
  FL32: 'pcm',
  fl64: 'pcm',
  FL64: 'pcm',
  raw: 'pcm',
};
/** Offset and block size in front of the samples. */
const SOUND_HEAD = 8;

interface AiffFormat {
  readonly properties: Omit<StreamProperties, 'duration' | 'bitrate'>;
  readonly duration: number;
}

export function readAiff(window: Window): Layout {
  const id3 = new Id3Content();
  const texts = new TagCollector();
  const textNames: string[] = [];
  const kept: KeptPart[] = [];
  const before: ByteRange[] = [];
  const after: ByteRange[] = [];
  let format: AiffFormat | undefined;
  let sound: ByteRange | undefined;
  const form = window.magic(8);
  let position = 12;
  while (position + 8 <= window.size) {
    window.step();
    let i = window.at(position, 8);
    const name = window.bytes.latin1Slice(i, i + 4);
    let length = window.bytes.readUInt32BE(i + 4);
    const body = position + 8;
    if (name === 'SSND' && body + length > window.size) length = window.size - body;
    if (body + length > window.size) {
      if (sound === undefined) {
        throw new LayoutError(
          `The AIFF file ends in its header: the chunk at ${position} should be ${length} bytes long.`,
          position,
        );
      }
      break;
    }
    const end = Math.min(body + length + (length & 1), window.size);
    const range = { offset: position, length: end - position };
    const field = TEXT_CHUNKS.get(name);
    if (name === 'ID3 ' || name === 'id3 ') {
      readId3v2(window, body, id3);
    } else if (field !== undefined) {
      i = window.at(body, length);
      texts.add(field, decodeChunkText(window.bytes, i, i + length));
      textNames.push(name);
    } else if (name === 'SSND' && length >= SOUND_HEAD) {
      sound ??= { offset: position, length: 8 + length };
    } else if (name !== 'JUNK' && name !== 'FLLR') {
      if (name === 'COMM') format = readFormat(window, body, length, form);
      (sound === undefined ? before : after).push(range);
      kept.push({ kind: name, range });
    }
    position = end;
  }
  if (format === undefined || sound === undefined) {
    throw new LayoutError('The AIFF file has no format or no audio in it.');
  }
  const audio = { offset: sound.offset + 8 + SOUND_HEAD, length: sound.length - 8 - SOUND_HEAD };
  const { tags, pictures } = id3;
  const weaker = fillFromWeaker(tags, pictures, [{ kind: 'AIFF text chunks', tags: texts.tags, pictures: [] }]);
  const detail: AiffDetail = { form, id3: id3.version, texts: textNames, before, after, sound };
  const { duration } = format;
  return {
    container: 'aiff',
    properties: {
      ...format.properties,
      duration,
      bitrate: duration === 0 ? 0 : Math.round((audio.length * 8) / duration),
    },
    audio,
    tags: tags.finish(),
    pictures,
    kept: [...kept, ...asKeptChunks(id3.kept)],
    ...weaker,
    ...id3.damage(),
    detail: { ...detail, ...tags.nameDetail(), ...id3.languageDetail() },
  };
}

function readFormat(window: Window, body: number, length: number, form: string): AiffFormat {
  if (length < 18) throw new LayoutError('The AIFF file has a broken format chunk.', body);
  const i = window.at(body, Math.min(length, 22));
  const b = window.bytes;
  const frames = b.readUInt32BE(i + 2);
  const sampleRate = readExtended(b, i + 8);
  const compression = form === 'AIFC' && length >= 22 ? b.latin1Slice(i + 18, i + 22) : 'NONE';
  const codec = Object.hasOwn(CODECS, compression.trim())
    ? (CODECS[compression.trim()] as string)
    : compression.trim().toLowerCase();
  const lossless = codec === 'pcm';
  return {
    properties: {
      codec,
      sampleRate,
      channels: b.readUInt16BE(i),
      ...(lossless ? { bitsPerSample: b.readUInt16BE(i + 6) } : {}),
      lossless,
    },
    duration: sampleRate === 0 ? 0 : frames / sampleRate,
  };
}

/**
 * The sample rate as an 80-bit IEEE 754 number: 15 bits of exponent, 64 of mantissa; rounded to whole hertz, of which the
 * upper half of the mantissa says enough.
 */
function readExtended(b: Buffer, i: number): number {
  const exponent = (b.readUInt16BE(i) & 0x7fff) - 16_383;
  const value = b.readUInt32BE(i + 2) * 2 ** (exponent - 31);
  return Number.isFinite(value) && value < 2 ** 32 ? Math.round(value) : 0;
}

function decodeChunkText(b: Buffer, from: number, to: number): string {
  const text = b.utf8Slice(from, to);
  return (text.includes('\ufffd') ? b.latin1Slice(from, to) : text).replace(/\0+$/, '').trimEnd();
}
