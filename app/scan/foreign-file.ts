/**
 * Reads the tags of files that no head reader understands, through music-metadata. Such files are
 * played, searched and shown like all others; only a header cannot be spliced in front of them.
 */
import { createReadStream, type BigIntStats } from 'node:fs';
import { Readable } from 'node:stream';
import type { ICommonTagsResult } from 'music-metadata';
import type { Tags } from '../../fuse/formats/layout.ts';
import { brokenFile, type ScannedFile } from './scanned-file.ts';
import { extensionOf } from '../storage/path-bytes.ts';

/** music-metadata's names → Picard's, for the fields that hold plain text. */
const TEXT_FIELDS: readonly (readonly [keyof ICommonTagsResult, string])[] = [
  ['title', 'title'],
  ['album', 'album'],
  ['albumartist', 'albumartist'],
  ['originaldate', 'originaldate'],
  ['genre', 'genre'],
  ['composer', 'composer'],
  ['lyricist', 'lyricist'],
  ['conductor', 'conductor'],
  ['remixer', 'remixer'],
  ['label', 'label'],
  ['catalognumber', 'catalognumber'],
  ['isrc', 'isrc'],
  ['barcode', 'barcode'],
  ['grouping', 'grouping'],
  ['subtitle', 'subtitle'],
  ['mood', 'mood'],
  ['copyright', 'copyright'],
  ['encodedby', 'encodedby'],
  ['encodersettings', 'encodersettings'],
  ['titlesort', 'titlesort'],
  ['artistsort', 'artistsort'],
  ['albumsort', 'albumsort'],
  ['albumartistsort', 'albumartistsort'],
  ['composersort', 'composersort'],
  ['musicbrainz_recordingid', 'musicbrainz_recordingid'],
  ['musicbrainz_trackid', 'musicbrainz_trackid'],
  ['musicbrainz_albumid', 'musicbrainz_albumid'],
  ['musicbrainz_artistid', 'musicbrainz_artistid'],
  ['musicbrainz_albumartistid', 'musicbrainz_albumartistid'],
  ['musicbrainz_releasegroupid', 'musicbrainz_releasegroupid'],
  ['acoustid_id', 'acoustid_id'],
  ['work', 'work'],
  ['movement', 'movement'],
];

/** @param path of `name`; opened read-only */
export async function readForeignFile(path: Buffer, name: Buffer, stats: BigIntStats): Promise<ScannedFile> {
  const { parseWebStream } = await import('music-metadata');
  const stream = createReadStream(path);
  try {
    const extension = extensionOf(name);
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
      error: null,
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
    return brokenFile(name, stats, `its tags cannot be read: ${(error as Error).message}`);
  } finally {
    stream.destroy();
  }
}

function tagsOf(common: ICommonTagsResult): Tags {
  const tags: Record<string, string[]> = {};
  const put = (field: string, value: unknown): void => {
    const values = (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null && one !== '')
      .map(String);
    if (values.length > 0) tags[field] = values;
  };
  for (const [theirs, ours] of TEXT_FIELDS) put(ours, common[theirs]);
  put('artist', common.artists?.length ? common.artists : common.artist);
  put('date', common.date ?? common.year);
  put('tracknumber', common.track.no);
  put('totaltracks', common.track.of);
  put('discnumber', common.disk.no);
  put('totaldiscs', common.disk.of);
  put(
    'comment',
    common.comment?.map((comment) => comment.text),
  );
  return tags;
}
