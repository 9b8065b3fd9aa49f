/**
 * A batch on its way between threads. Copying an object between threads writes the names of its members each time, so a
 * file is a list of its values. Names, paths and keys are text with one character for each byte: a small Buffer would
 * be copied with all the memory that it shares with others.
 */
import type { FileRecord } from './file-record.ts';
import type { ScanBatch } from './scan-batch.ts';
import type { FoundSidecar } from './sidecars.ts';

export type PackedBatch = ReturnType<typeof packBatch>;

const textOf = (bytes: Buffer): string => bytes.latin1Slice(0, bytes.length);
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

export function packBatch(batch: ScanBatch) {
  return {
    returned: batch.returned.map((file) => ({ ...file, folder: textOf(file.folder), name: textOf(file.name) })),
    keys: batch.keys.map(({ fileId, key }) => ({ fileId, key: textOf(key) })),
    folders: batch.folders.map(({ folder, files }) => ({ folder: textOf(folder), files: files.map(packFile) })),
    gone: batch.gone,
    sidecars: batch.sidecars.map(({ folder, found, gone }) => ({
      folder: textOf(folder),
      found: found.map(packSidecar),
      gone,
    })),
    done: batch.done,
    failed: batch.failed,
    errors: batch.errors.map(({ path, message }) => ({ path: textOf(path), message })),
  };
}

export function unpackBatch(packed: PackedBatch): ScanBatch {
  return {
    returned: packed.returned.map((file) => ({ ...file, folder: bytesOf(file.folder), name: bytesOf(file.name) })),
    keys: packed.keys.map(({ fileId, key }) => ({ fileId, key: bytesOf(key) })),
    folders: packed.folders.map(({ folder, files }) => ({ folder: bytesOf(folder), files: files.map(unpackFile) })),
    gone: packed.gone,
    sidecars: packed.sidecars.map(({ folder, found, gone }) => ({
      folder: bytesOf(folder),
      found: found.map(unpackSidecar),
      gone,
    })),
    done: packed.done,
    failed: packed.failed,
    errors: packed.errors.map(({ path, message }) => ({ path: bytesOf(path), message })),
  };
}

function packSidecar({ name, stats: { dev, ino, size, mtimeNs, ctimeNs } }: FoundSidecar) {
  return [textOf(name), dev, ino, size, mtimeNs, ctimeNs] as const;
}

function unpackSidecar([name, dev, ino, size, mtimeNs, ctimeNs]: ReturnType<typeof packSidecar>): FoundSidecar {
  return { name: bytesOf(name), stats: { dev, ino, size, mtimeNs, ctimeNs } };
}

function packFile({ name, row, audioLength, pictures, kind, content }: FileRecord) {
  const { columns, hasArt, genres, composer, fileName } = content;
  return [
    textOf(name),
    row.device,
    row.inode,
    row.size,
    row.mtime_ns,
    row.ctime_ns,
    row.audio_key === null ? null : textOf(row.audio_key),
    row.codec,
    row.duration,
    row.sample_rate,
    row.channels,
    row.bits_per_sample,
    row.bitrate,
    row.lossless,
    row.tags,
    row.layout,
    row.error,
    audioLength,
    pictures,
    kind,
    columns.title,
    columns.artist,
    columns.album,
    columns.album_artist,
    columns.genre,
    columns.year,
    columns.track_number,
    columns.disc_number,
    columns.title_key,
    columns.artist_key,
    columns.album_key,
    columns.album_artist_key,
    columns.title_sort,
    hasArt,
    genres,
    composer,
    fileName,
    row.damage,
    columns.rating,
    columns.favourite,
    columns.artist_sort,
    columns.album_sort,
    columns.album_artist_sort,
    columns.composer_sort,
  ] as const;
}

function unpackFile(packed: ReturnType<typeof packFile>): FileRecord {
  const key = packed[6];
  return {
    name: bytesOf(packed[0]),
    row: {
      device: packed[1],
      inode: packed[2],
      size: packed[3],
      mtime_ns: packed[4],
      ctime_ns: packed[5],
      audio_key: key === null ? null : bytesOf(key),
      codec: packed[7],
      duration: packed[8],
      sample_rate: packed[9],
      channels: packed[10],
      bits_per_sample: packed[11],
      bitrate: packed[12],
      lossless: packed[13],
      tags: packed[14],
      layout: packed[15],
      error: packed[16],
      damage: packed[37],
    },
    audioLength: packed[17],
    pictures: packed[18],
    kind: packed[19],
    content: {
      columns: {
        title: packed[20],
        artist: packed[21],
        album: packed[22],
        album_artist: packed[23],
        genre: packed[24],
        year: packed[25],
        track_number: packed[26],
        disc_number: packed[27],
        title_key: packed[28],
        artist_key: packed[29],
        album_key: packed[30],
        album_artist_key: packed[31],
        title_sort: packed[32],
        rating: packed[38],
        favourite: packed[39],
        artist_sort: packed[40],
        album_sort: packed[41],
        album_artist_sort: packed[42],
        composer_sort: packed[43],
      },
      hasArt: packed[33],
      genres: packed[34],
      composer: packed[35],
      fileName: packed[36],
    },
  };
}
