/**
 * Reads the tags of files that no head reader understands, through music-metadata. Such files are
 * played, searched and shown like all others; only a header cannot be spliced in front of them.
 */
import { createReadStream, type BigIntStats } from 'node:fs';
import { Readable } from 'node:stream';
import type { ICommonTagsResult } from 'music-metadata';
import { FIELDS } from '../../fuse/fields/field-table.ts';
import { mp3 } from '../../fuse/formats/mp3/format.ts';
import type { Tags } from '../../fuse/formats/layout.ts';
import { brokenFile, type ScannedFile } from './scanned-file.ts';
import { isSystemError, UnreadableFileError } from './unreadable-file.ts';
import { extensionOf } from '../storage/path-bytes.ts';

/** Bytes of one value that may stand in a stream: padding. */
const LONGEST_EMPTY = 4 * 1024 * 1024;

/**
 * @param path of `name`; opened read-only
 * @param audioKey of the whole file: where its audio lies is not known
 */
export async function readForeignFile(
  path: Buffer,
  name: Buffer,
  stats: BigIntStats,
  audioKey: Buffer,
): Promise<ScannedFile> {
  const { parseWebStream } = await import('music-metadata');
  const extension = extensionOf(name);
  const stream = isSearched(extension) ? Readable.from(withoutEmptyRest(path)) : createReadStream(path);
  try {
    const metadata = await parseWebStream(
      Readable.toWeb(stream) as ReadableStream<Uint8Array>,
      { size: Number(stats.size), path: `file.${extension}` },
      { skipCovers: true, duration: false },
    );
    const { format, common } = metadata;
    if (!format.codec && !format.container) {
      return brokenFile(name, stats, 'this is not an audio file that Descant understands');
    }
    return {
      name,
      stats,
      layout: null,
      pictures: 0,
      audioKey,
      error: null,
      damage: null,
      tags: tagsOf(common),
      properties: {
        codec: (format.codec ?? format.container ?? extension).toLowerCase(),
        duration: format.duration ?? 0,
        sampleRate: format.sampleRate ?? 0,
        channels: format.numberOfChannels ?? 0,
        bitrate: Math.round(format.bitrate ?? 0),
        lossless: format.lossless ?? false,
        ...(format.bitsPerSample ? { bitsPerSample: format.bitsPerSample } : {}),
      },
    };
  } catch (error) {
    if (isSystemError(error)) throw new UnreadableFileError(error);
    return brokenFile(name, stats, `its tags cannot be read: ${(error as Error).message}`);
  } finally {
    stream.destroy();
  }
}

/** Whether music-metadata looks for frames in files of this extension, byte by byte. */
function isSearched(extension: string): boolean {
  return extension === 'aac' || mp3.extensions.includes(extension);
}

/**
 * The bytes of a file. Ends at megabytes of one and the same byte, which no compressed stream has: the search for a
 * frame in a file that was allocated and never written would take half a minute.
 */
async function* withoutEmptyRest(path: Buffer): AsyncGenerator<Buffer> {
  let empty = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    empty = chunk.subarray(1).equals(chunk.subarray(0, -1)) ? empty + chunk.length : 0;
    if (empty > LONGEST_EMPTY) return;
    yield chunk;
  }
}

/** What music-metadata gives for a field that it keeps as plain text, numbers or flags. */
type PlainValue = string | number | boolean;

/**
 * The tags under the names of the field table. music-metadata names most fields as Picard does; those that it names or
 * shapes otherwise are read below.
 */
export function tagsOf(common: ICommonTagsResult): Tags {
  const tags: Record<string, string[]> = {};
  const put = (field: string, value: unknown): void => {
    const values = (Array.isArray(value) ? value : [value]).filter(isPlain).map(plainText);
    const kept = values.filter((text) => text !== '');
    if (kept.length > 0) tags[field] = kept;
  };
  for (const { name, readOnly } of FIELDS) if (!readOnly) put(name, common[name as keyof ICommonTagsResult]);
  put('artist', common.artists?.length ? common.artists : common.artist);
  delete tags['artists'];
  put('date', common.date ?? common.year);
  put('tracknumber', common.track.no);
  put('totaltracks', common.track.of);
  put('discnumber', common.disk.no);
  put('totaldiscs', common.disk.of);
  put('movementnumber', common.movementIndex.no);
  put('movementtotal', common.movementIndex.of);
  put(
    'comment',
    common.comment?.map((comment) => comment.text),
  );
  put(
    'lyrics',
    common.lyrics?.map((lyrics) => lyrics.text),
  );
  const fraction = common.rating?.find(({ rating }) => rating !== undefined)?.rating;
  if (fraction !== undefined) tags['rating'] = [String(starsOfFraction(fraction))];
  return tags;
}

/** music-metadata gives one star as about 0 and five as 1, for WM/SharedUserRating and for POPM. */
function starsOfFraction(fraction: number): number {
  return Math.min(5, Math.max(1, Math.round((1 + 4 * fraction) * 2) / 2));
}

const isPlain = (value: unknown): value is PlainValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Tags write a flag as 1 and leave it out otherwise. */
const plainText = (value: PlainValue): string => (value === true ? '1' : value === false ? '' : String(value));
