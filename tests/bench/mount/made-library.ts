/**
 * Libraries of any size for the bench, made of nothing: a few large files on disk for reading, or any number
 * of entries that all stand for one small file.
 */
import { closeSync, mkdirSync, openSync, statSync, writeSync, linkSync } from 'node:fs';
import { randomFillSync } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Layout } from '../../../fuse/formats/layout.ts';
import type { OverlayTrack, TrackSource, TreeEntry } from '../../../fuse/overlay/track-source.ts';

/** `fLaC` and an empty STREAMINFO, the last block. */
const HEAD = Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), Buffer.alloc(34)]);
const ALBUM = 10;

export interface MadeLibrary {
  /** Folder that holds the files, and nothing else. */
  readonly originals: string;
  readonly tracks: number;
  /** Bytes of every file. */
  readonly bytes: number;
  /** Whether every track has a file of its own; otherwise all share the first. */
  readonly ownFiles: boolean;
  /** Characters of lyrics, which make headers long. */
  readonly lyrics?: number;
}

export const TEMPLATE = '$artist/$album/$title';

/** Path of a track below `originals`, which is also its path in the mount. */
export function pathOf(id: number): string {
  const album = Math.floor((id - 1) / ALBUM);
  return join(`Artist ${Math.floor(album / 5)}`, `Album number ${album}`, `A title of usual length ${id}.flac`);
}

/** Writes the files. Small ones are hard links to one another: only their names matter. */
export function makeFiles({ originals, tracks, bytes, ownFiles }: MadeLibrary): void {
  const noise = randomFillSync(Buffer.alloc(1024 * 1024));
  const first = join(originals, pathOf(1));
  for (let id = 1; id <= tracks; id += 1) {
    const path = join(originals, pathOf(id));
    mkdirSync(dirname(path), { recursive: true });
    if (id > 1 && !ownFiles) {
      linkSync(first, path);
      continue;
    }
    const file = openSync(path, 'w');
    writeSync(file, HEAD);
    for (let left = bytes - HEAD.length; left > 0; left -= noise.length) {
      writeSync(file, noise, 0, Math.min(left, noise.length));
    }
    closeSync(file);
  }
}

export class MadeSource implements TrackSource {
  readonly #library: MadeLibrary;
  readonly #layout: Layout;
  readonly #edited = new Map<number, { generation: number; title: string }>();
  readonly #listeners = new Set<(ids: readonly number[]) => void>();

  constructor(library: MadeLibrary) {
    this.#library = library;
    this.#layout = {
      container: 'flac',
      properties: {
        codec: 'flac',
        duration: 1,
        sampleRate: 44_100,
        channels: 2,
        bitsPerSample: 16,
        bitrate: 1,
        lossless: true,
      },
      audio: { offset: HEAD.length, length: library.bytes - HEAD.length },
      tags: {},
      pictures: [],
      kept: [{ kind: '0', range: { offset: 8, length: 34 } }],
      detail: {},
    };
  }

  edit(id: number, title: string): void {
    this.#edited.set(id, { generation: (this.#edited.get(id)?.generation ?? 0) + 1, title });
    for (const listener of this.#listeners) listener([id]);
  }

  async *entries(): AsyncIterable<readonly TreeEntry[]> {
    for (let first = 1; first <= this.#library.tracks; first += 2000) {
      yield Array.from({ length: Math.min(2000, this.#library.tracks - first + 1) }, (_, index) =>
        this.#entry(first + index),
      );
    }
  }

  async entriesOf(ids: readonly number[]): Promise<readonly TreeEntry[]> {
    return ids.map((id) => this.#entry(id));
  }

  async track(id: number): Promise<OverlayTrack | null> {
    const path = join(this.#library.originals, pathOf(this.#library.ownFiles ? id : 1));
    const facts = statSync(path, { bigint: true });
    const generation = this.#edited.get(id)?.generation ?? 0;
    return {
      ...this.#entry(id),
      path: Buffer.from(path),
      stamp: {
        device: facts.dev,
        inode: facts.ino,
        size: Number(facts.size),
        mtimeNs: facts.mtimeNs,
        ctimeNs: facts.ctimeNs,
      },
      layout: this.#layout,
      pictures: [],
      generation,
      editedAt: generation === 0 ? 0 : Date.now(),
    };
  }

  onChange(listener: (ids: readonly number[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #entry(id: number): TreeEntry {
    const album = Math.floor((id - 1) / ALBUM);
    const tags = {
      artist: [`Artist ${Math.floor(album / 5)}`],
      album: [`Album number ${album}`],
      title: [this.#edited.get(id)?.title ?? `A title of usual length ${id}`],
      tracknumber: [String(((id - 1) % ALBUM) + 1)],
      date: ['2001'],
      genre: ['Bench'],
      ...(this.#library.lyrics
        ? { lyrics: [`${id} `.repeat(Math.ceil(this.#library.lyrics / 2)).slice(0, this.#library.lyrics)] }
        : {}),
    };
    return { id, tags, extension: 'flac', addedAt: 1_700_000_000_000 };
  }
}
