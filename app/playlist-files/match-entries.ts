/**
 * Finds the tracks that the entries of a playlist file name: by the exact path, by the path without regard to case, by
 * the last parts of the path, and by artist, title and length. The first way that finds one decides.
 *
 * The names of all files are read once, and only if an entry needs them.
 */
import { fold } from '../library/fold.ts';
import type { Connection } from '../storage/connection.ts';
import { comparedParts, pathsOf } from './location.ts';
import type { FileEntry } from './playlist-file.ts';

/** How far lengths may differ, in seconds: programs round, and encoders add some silence. */
const SAME_LENGTH = 3;

/** Dashes of a label that are tried. */
const MOST_DASHES = 5;

interface KnownFile {
  readonly trackId: number;
  readonly present: number;
  readonly duration: number;
  readonly parts: readonly string[];
}

interface NamedTrack {
  readonly id: number;
  readonly duration: number;
}

export class EntryMatcher {
  readonly #exact;
  readonly #files;
  readonly #named;
  #known: ReadonlyMap<string, readonly KnownFile[]> | null = null;

  constructor(connection: Connection) {
    this.#exact = connection
      .prepare<[Buffer, Buffer], number>(`
        SELECT track.id FROM folder JOIN file ON file.folder_id = folder.id JOIN track ON track.file_id = file.id
        WHERE folder.path = ? AND file.name = ?`)
      .pluck();
    this.#files = connection.prepare<
      [],
      { trackId: number; present: number; duration: number; folder: Buffer; name: Buffer }
    >(`
      SELECT track.id AS trackId, track.present, track.duration, folder.path AS folder, file.name
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id`);
    this.#named = connection.prepare<[string, string], NamedTrack>(`
      SELECT id, duration FROM track WHERE title_key = ? AND artist_key = ? AND present = 1 ORDER BY id`);
  }

  /**
   * The track of an entry; null where none is found, or several alike.
   * @param base absolute path of the folder of the playlist file
   */
  match(entry: FileEntry, base: string): number | null {
    const paths = entry.location === null ? [] : pathsOf(entry.location, base);
    for (const path of paths) {
      const found = this.#at(path);
      if (found !== undefined) return found;
    }
    return this.#byLastParts(paths, entry) ?? this.#byName(entry);
  }

  #at(path: string): number | undefined {
    const slash = path.lastIndexOf('/');
    return this.#exact.get(Buffer.from(path.slice(0, slash) || '/'), Buffer.from(path.slice(slash + 1)));
  }

  /** The file with the most last parts in common, if there is one alone. Its folder counts, or its length. */
  #byLastParts(paths: readonly string[], entry: FileEntry): number | null {
    let best: { readonly score: number; readonly files: readonly KnownFile[] } = { score: 0, files: [] };
    for (const path of paths) {
      const parts = comparedParts(path);
      for (const file of this.#knownFiles().get(stemOf(parts.at(-1) ?? '')) ?? []) {
        const score = this.#score(parts, file, entry);
        if (score > best.score) best = { score, files: [file] };
        else if (score === best.score && score > 0 && !best.files.includes(file)) {
          best = { score, files: [...best.files, file] };
        }
      }
    }
    return best.files.length === 1 ? best.files[0]!.trackId : null;
  }

  /** Number of parts in common; a file that is there, and one of the same kind, goes before others. 0: another file. */
  #score(parts: readonly string[], file: KnownFile, { duration, location }: FileEntry): number {
    let common = 1;
    while (common < parts.length && parts.at(-1 - common) === file.parts.at(-1 - common)) common++;
    const isAlone = !/[/\\]/.test(location ?? '');
    const hasLength = duration !== undefined && Math.abs(duration - file.duration) <= SAME_LENGTH;
    if (common < 2 && !isAlone && !hasLength) return 0;
    return common * 4 + 2 * file.present + Number(parts.at(-1) === file.parts.at(-1));
  }

  #knownFiles(): ReadonlyMap<string, readonly KnownFile[]> {
    if (this.#known) return this.#known;
    const known = new Map<string, KnownFile[]>();
    for (const { folder, name, ...file } of this.#files.iterate()) {
      const parts = comparedParts(`${folder.toString()}/${name.toString()}`);
      const stem = stemOf(parts.at(-1) ?? '');
      const same = known.get(stem);
      if (same) same.push({ ...file, parts });
      else known.set(stem, [{ ...file, parts }]);
    }
    this.#known = known;
    return known;
  }

  /** Of several tracks the one with the nearest length; without a length the only one. */
  #byName(entry: FileEntry): number | null {
    for (const { artist, title } of namesOf(entry)) {
      const found = this.#named.all(fold(title), fold(artist));
      const { duration } = entry;
      if (duration === undefined) {
        if (found.length === 1) return found[0]!.id;
        continue;
      }
      const near = found
        .map((track) => ({ id: track.id, far: Math.abs(track.duration - duration) }))
        .filter(({ far }) => far <= SAME_LENGTH)
        .sort((a, b) => a.far - b.far || a.id - b.id);
      if (near[0]) return near[0].id;
    }
    return null;
  }
}

/** What artist and title may be. A label is parted at any of its dashes: artists and titles may have one too. */
function namesOf({ artist, title, label }: FileEntry): { artist: string; title: string }[] {
  if (artist && title) return [{ artist, title }];
  const text = label ?? '';
  return [...text.matchAll(/\s+[-–—]\s+/g)].slice(0, MOST_DASHES).map((dash) => ({
    artist: text.slice(0, dash.index),
    title: text.slice(dash.index + dash[0].length),
  }));
}

/** A name without its extension: a track that was encoded anew has another. */
function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
