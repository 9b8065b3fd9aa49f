/**
 * For tests: what the mount's files say of tracks, read back by a foreign reader.
 *
 * Some tracks of a library get the layout of a real file. Their bytes are put together from the plan that the overlay
 * makes of what the database says, and music-metadata reads them.
 */
import { parseBuffer } from 'music-metadata';
import type { Tags } from '../../fuse/formats/layout.ts';
import { audioHash } from '../../fuse/formats/audio-hash.ts';
import { planFile } from '../../fuse/formats/plan-file.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import type { AudioFolder, Kind } from '../../fuse/formats/testing/audio.ts';
import { nativeTags } from '../../fuse/formats/testing/native-names.ts';
import { planFiles, renderPlan, strictSource } from '../../fuse/formats/testing/sources.ts';
import { openTrackSource, type LibraryTrackSource } from '../mount/track-source.ts';
import { fromLayout } from '../scan/scanned-file.ts';
import type { Connection } from '../storage/connection.ts';
import { readActionTracks } from './track-pages.ts';

/** One format of each way to write tags whose names a foreign reader tells as they are. */
const KINDS: readonly Kind[] = ['flac', 'mp3', 'Ogg Vorbis', 'WavPack'];

/** A file of the mount: its tags by their names in the format, and a hash of its audio. */
interface Served {
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly audio: string;
}

interface Original {
  readonly bytes: Buffer;
  readonly container: string;
  readonly audio: string;
}

export class ServedTracks implements Disposable {
  readonly #connection: Connection;
  readonly #source: LibraryTrackSource;
  readonly #originals = new Map<number, Original>();

  /**
   * Gives the first tracks, one of each kind, the layout of a real file.
   * @param library the library folder, whose database `connection` writes
   * @param originals where the real files are made
   */
  constructor(library: string, connection: Connection, originals: AudioFolder) {
    this.#connection = connection;
    const ids = connection.prepare<[number], number>('SELECT id FROM track ORDER BY id LIMIT ?').pluck();
    const store = connection.prepare(
      'UPDATE file SET layout = ?, codec = ? WHERE id = (SELECT file_id FROM track WHERE id = ?)',
    );
    for (const [index, id] of ids.all(KINDS.length).entries()) {
      const bytes = originals.bytesOf(KINDS[index]!);
      const read = readLayout(strictSource(bytes))!;
      const { layout, properties } = fromLayout(Buffer.alloc(0), null!, read, Buffer.alloc(0));
      store.run(JSON.stringify(layout), properties.codec, id);
      this.#originals.set(id, { bytes, container: read.container, audio: soundOf(bytes) });
    }
    this.#source = openTrackSource(library, [
      { name: '', template: '$id', query: '', playlist: false, bestCopies: false },
    ]);
  }

  /** What the files say, in the order of the tracks. */
  async read(): Promise<Served[]> {
    const said = this.#said();
    return Promise.all(
      [...this.#originals].map(async ([id, { bytes, container }]) => {
        const shown = await this.#shown(id, bytes);
        return { tags: legible(container, await foreignTags(shown), said.get(id)!), audio: soundOf(shown) };
      }),
    );
  }

  /** What the library says that they have to say. */
  expected(): Served[] {
    const said = this.#said();
    return [...this.#originals].map(([id, { container, audio }]) => {
      const tags = said.get(id)!;
      return { tags: legible(container, nativeTags(container, tags), tags), audio };
    });
  }

  /** The tags of the library. */
  #said(): Map<number, Tags> {
    const tracks = readActionTracks(this.#connection, [...this.#originals.keys()]);
    return new Map(tracks.map(({ id, tags }) => [id, tags]));
  }

  /** The bytes of a file of the mount. */
  async #shown(id: number, original: Buffer): Promise<Buffer> {
    const { layout, tags, pictures } = (await this.#source.track(id))!;
    return renderPlan(planFile({ layout: layout!, tags, pictures }, planFiles(original)), original);
  }

  [Symbol.dispose](): void {
    this.#source.close();
  }
}

/** Tags by name, as music-metadata reads them. */
async function foreignTags(bytes: Buffer): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const { native } = await parseBuffer(bytes);
  for (const { id, value } of Object.values(native).flat()) {
    const text = typeof value === 'string' ? value : (value as { readonly text: string }).text;
    // It splits the values of some frames of ID3v2 only.
    (found[id] ??= []).push(...text.split('\0'));
  }
  return found;
}

/** Genres that ID3v2 takes for numbers of ID3v1's list, or for notes in parentheses. */
const MEANS_MORE = /^\s*\d+\s*$|[()]/;

/**
 * Tags as far as the reader tells them as they are. Of ID3v2 it trims the values of some frames, and replaces genres that
 * stand for others.
 * @param said the tags of the library
 */
function legible(container: string, tags: Tags, said: Tags): Tags {
  if (container !== 'mp3') return tags;
  const isPlain = said['genre']?.every((genre) => !MEANS_MORE.test(genre)) ?? true;
  const names = Object.keys(tags).filter((name) => name !== 'TCON' || isPlain);
  return Object.fromEntries(names.map((name) => [name, tags[name]!.map((value) => value.trim())]));
}

const soundOf = (bytes: Buffer): string =>
  audioHash(strictSource(bytes), readLayout(strictSource(bytes))!).toString('hex');
