/**
 * The files of a batch as bytes, in portions of a few files. A reading half that kept them as objects until they are
 * handed over would have the garbage collector copy each of them several times, and so would a writing half that has
 * batches waiting: bytes cost it nothing, and pass between threads without being copied.
 *
 * A file is a list of its values, because the names of members would be written each time. Names, paths and keys are
 * text with one character for each byte, which takes less than a Buffer.
 */
import { deserialize, serialize } from 'node:v8';
import type { FileRecord } from './file-record.ts';

/** Files that become bytes together: few enough to be gone before the garbage collector meets them a second time. */
const PORTION = 32;

/** Files of a folder that are new or have changed. */
export interface ReadFolder {
  readonly folder: Buffer;
  readonly files: readonly FileRecord[];
}

type PackedFile = ReturnType<typeof packFile>;
type PackedFolder = readonly [folder: string, files: PackedFile[]];

/** Files in the order in which they are added. What iterates over them gets those of a folder together, portion by portion. */
export class PackedFiles implements Iterable<ReadFolder> {
  readonly #portions: Uint8Array<ArrayBuffer>[];
  #folders: PackedFolder[] = [];
  #last: Buffer | null = null;
  #open = 0;
  #count = 0;

  /** @param portions as `portions` gave them, in this thread or in another one */
  constructor(portions: readonly Uint8Array<ArrayBuffer>[] = []) {
    this.#portions = [...portions];
  }

  /** Files that were added to this object. */
  get count(): number {
    return this.#count;
  }

  get isEmpty(): boolean {
    return this.#portions.length === 0 && this.#open === 0;
  }

  /** @param folder files whose folder is the same Buffer are kept together */
  add(folder: Buffer, file: FileRecord): void {
    if (folder !== this.#last) this.#folders.push([textOf(folder), []]);
    this.#last = folder;
    this.#folders.at(-1)![1].push(packFile(file));
    this.#count++;
    if (++this.#open === PORTION) this.#close();
  }

  /** All files as bytes. Each array has memory of its own, which may be given to another thread. */
  portions(): readonly Uint8Array<ArrayBuffer>[] {
    this.#close();
    return this.#portions;
  }

  *[Symbol.iterator](): Generator<ReadFolder> {
    for (const portion of this.portions()) {
      for (const [folder, files] of deserialize(portion) as PackedFolder[]) {
        yield { folder: bytesOf(folder), files: files.map(unpackFile) };
      }
    }
  }

  #close(): void {
    if (this.#open > 0) this.#portions.push(serialize(this.#folders));
    this.#folders = [];
    this.#last = null;
    this.#open = 0;
  }
}

const textOf = (bytes: Buffer): string => bytes.latin1Slice(0, bytes.length);
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

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
