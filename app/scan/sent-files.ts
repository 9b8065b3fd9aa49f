/**
 * The files of a batch on their way between threads: they pass through a port, a few at a time, apart from the rest of
 * the batch. In the port they are bytes, which cost the garbage collectors nothing. As objects, files that wait until
 * their batch is handed over, and then until it is stored, would be moved several times by the collectors of both
 * threads. (`v8.serialize` is no way around: its serializers keep what they were given until they are collected.)
 *
 * A file is a list of its values, because the names of members would be written each time. Names, paths and keys are
 * text with one character for each byte: a small Buffer would be copied with all the memory that it shares with others.
 */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { BatchFiles, GrowingFiles, ReadFolder } from './batch-files.ts';
import type { FileRecord } from './file-record.ts';

/** Files that are sent together: few enough to be gone before the garbage collector meets them a second time. */
const PORTION = 32;

type PackedFile = ReturnType<typeof packFile>;
type PackedFolder = readonly [folder: string, files: PackedFile[]];

/** Files that go through a port as soon as they are added. */
export class SentFiles implements GrowingFiles {
  readonly #port: MessagePort;
  #open: PackedFolder[] = [];
  #last: Buffer | null = null;
  #count = 0;
  #portions = 0;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  get count(): number {
    return this.#count;
  }

  add(folder: Buffer, file: FileRecord): void {
    if (folder !== this.#last) this.#open.push([textOf(folder), []]);
    this.#last = folder;
    this.#open.at(-1)![1].push(packFile(file));
    if (++this.#count % PORTION === 0) this.#send();
  }

  /** Sends what is left. @returns how many portions were sent, for `ReceivedFiles` */
  finish(): number {
    if (this.#open.length > 0) this.#send();
    return this.#portions;
  }

  /** Here they are gone. */
  [Symbol.iterator](): Iterator<ReadFolder> {
    return [].values();
  }

  #send(): void {
    this.#port.postMessage(this.#open);
    this.#portions++;
    this.#open = [];
    this.#last = null;
  }
}

/** The files that wait in the other port. They can be iterated over once, and have to be before those of the next batch. */
export class ReceivedFiles implements BatchFiles {
  readonly #port: MessagePort;
  readonly #portions: number;
  readonly count: number;

  /** @param portions in which `count` files were sent */
  constructor(port: MessagePort, portions: number, count: number) {
    this.#port = port;
    this.#portions = portions;
    this.count = count;
  }

  *[Symbol.iterator](): Generator<ReadFolder> {
    for (let portion = 0; portion < this.#portions; portion++) {
      const received = receiveMessageOnPort(this.#port) as { readonly message: readonly PackedFolder[] } | undefined;
      if (!received) throw new Error('files of a batch have not arrived');
      for (const [folder, files] of received.message) yield { folder: bytesOf(folder), files: files.map(unpackFile) };
    }
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
