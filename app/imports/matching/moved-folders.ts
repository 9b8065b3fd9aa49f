/**
 * Finds out which folders of another program's library lie elsewhere now, and matches files in them.
 *
 * A record and a file of the library with the same name have a longest common end of their paths
 * (`Artist/Album/01.flac`); what lies in front of it on both sides is a move of a folder. Moves that several files
 * agree on are taken, the most frequent first. Paths are compared without regard to case and to Unicode's forms, because
 * other systems do not either. Where a record tells a title or a length, the file must have one of them.
 */
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../../library/fold.ts';
import type { FolderMove } from '../../model/imports.ts';
import type { ImportedReference } from '../import-record.ts';

/** A move that files speak for. */
interface Move {
  readonly from: string;
  readonly to: string;
  /** As the first file spells them. */
  readonly spelt: readonly [from: string, to: string];
  /** How many files speak for it. */
  files: number;
  /** The longest end that they have in common. */
  parts: number;
  /** How many files were matched by it. */
  matched: number;
}

interface Candidate {
  readonly id: number;
  readonly path: string;
  readonly spelt: string;
}

interface FileRow {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
}

/** Files with one name that a move is sought with; names like `01.mp3` tell nothing. */
const MOST_OF_A_NAME = 16;
/** Files that have to agree on a move, unless they also agree on this many parts of the path. */
const LEAST_FILES = 2;
const TELLING_PARTS = 3;
const SECONDS = 2;

export class MovedFolders {
  readonly #connection: Connection;
  readonly #track;
  /** By the name, and by the folder's name with the name: those of which there are few enough. */
  readonly #byEnd = new Map<string, Candidate[]>();
  readonly #byPath = new Map<string, number>();
  /** By the folder that they begin at. */
  readonly #moves = new Map<string, Move[]>();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#track = connection.prepare<[number], { title: string; duration: number }>(
      'SELECT title, duration FROM track WHERE id = ?',
    );
  }

  /** Looks for moves. @param records those whose path is not in the library; the generator yields between steps */
  *discover(records: readonly ImportedReference[]): Generator<void> {
    const wanted = new Set(records.flatMap((record) => placesOf(record).map((path) => partsOf(path).at(-1)!)));
    if (wanted.size === 0) return;
    yield* this.#findFiles(wanted);
    const votes = new Map<string, Move>();
    for (const [index, record] of records.entries()) {
      if (index % 1000 === 0) yield;
      for (const place of spellingsOf(record)) this.#vote(place, votes);
    }
    for (const move of votes.values()) {
      if (move.files < LEAST_FILES && move.parts < TELLING_PARTS) continue;
      this.#moves.set(move.from, [...(this.#moves.get(move.from) ?? []), move]);
    }
  }

  /** The tracks that moves of equal weight lead to: none, one, or several where it cannot be told which is meant. */
  tracksOf(record: ImportedReference): readonly number[] {
    for (const path of placesOf(record)) {
      let weight = 0;
      const found = new Set<number>();
      for (const move of this.#movesOf(path)) {
        if (move.files < weight) break;
        const id = this.#byPath.get(move.to + path.slice(move.from.length));
        if (id === undefined || found.has(id) || !this.#fits(record, id)) continue;
        weight = move.files;
        found.add(id);
        move.matched++;
      }
      if (found.size > 0) return [...found];
    }
    return [];
  }

  /** The moves that have led to files, those with the most first. */
  get moves(): readonly FolderMove[] {
    return [...this.#moves.values()]
      .flat()
      .filter(({ matched }) => matched > 0)
      .map(({ spelt: [from, to], matched }) => ({ from: from || '/', to: to || '/', files: matched }))
      .toSorted((a, b) => b.files - a.files);
  }

  /** The moves of all folders that a path lies in, those that most files speak for first. */
  #movesOf(path: string): Move[] {
    const moves: Move[] = [];
    for (let slash = path.lastIndexOf('/'); slash !== -1; slash = slash === 0 ? -1 : path.lastIndexOf('/', slash - 1)) {
      moves.push(...(this.#moves.get(path.slice(0, slash)) ?? []));
    }
    return moves.toSorted((a, b) => b.files - a.files || b.parts - a.parts);
  }

  *#findFiles(wanted: ReadonlySet<string>): Generator<void> {
    const files = this.#connection
      .prepare<[], FileRow>(`
        SELECT track.id, folder.path AS folder, file.name FROM track
        JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id WHERE track.present = 1`)
      .iterate();
    let read = 0;
    for (const { id, folder, name } of files) {
      if (++read % 1000 === 0) yield;
      const key = comparable(name);
      if (!wanted.has(key)) continue;
      const path = `${comparable(folder)}/${key}`;
      const candidate = { id, path, spelt: `${folder.toString()}/${name.toString()}` };
      this.#note(key, candidate);
      this.#note(endOf(partsOf(path)), candidate);
      this.#byPath.set(path, id);
    }
  }

  #note(end: string, candidate: Candidate): void {
    const same = this.#byEnd.get(end) ?? [];
    this.#byEnd.set(end, same);
    // One more than counts tells that there are too many.
    if (same.length <= MOST_OF_A_NAME) same.push(candidate);
  }

  /** Counts the moves that the files with the longest common end speak for. */
  #vote(place: Buffer, votes: Map<string, Move>): void {
    const parts = partsOf(comparable(place));
    const named = this.#byEnd.get(parts.at(-1)!) ?? [];
    const candidates = named.length <= MOST_OF_A_NAME ? named : (this.#byEnd.get(endOf(parts)) ?? []);
    if (candidates.length > MOST_OF_A_NAME) return;
    const ends = candidates.map((candidate) => commonEnd(parts, partsOf(candidate.path)));
    const longest = Math.max(0, ...ends);
    for (const [index, candidate] of candidates.entries()) {
      if (ends[index] !== longest) continue;
      const from = parts.slice(0, -longest).join('/');
      const to = partsOf(candidate.path).slice(0, -longest).join('/');
      const key = `${from}\0${to}`;
      const vote = votes.get(key) ?? {
        from,
        to,
        spelt: [place.toString(), candidate.spelt].map((one) => one.split('/').slice(0, -longest).join('/')) as [
          string,
          string,
        ],
        files: 0,
        parts: 0,
        matched: 0,
      };
      votes.set(key, vote);
      vote.files++;
      vote.parts = Math.max(vote.parts, longest);
    }
  }

  #fits({ title, length }: ImportedReference, id: number): boolean {
    if (title === '' && length === null) return true;
    const track = this.#track.get(id);
    if (!track) return false;
    return (
      (title !== '' && fold(title) === fold(track.title)) ||
      (length !== null && Math.abs(length - track.duration) <= SECONDS)
    );
  }
}

function spellingsOf({ path, copies }: ImportedReference): readonly Buffer[] {
  return path === null ? [] : [path, ...copies];
}

function placesOf(record: ImportedReference): string[] {
  return spellingsOf(record).map(comparable);
}

function comparable(path: Buffer): string {
  return path.toString().normalize('NFC').toLowerCase();
}

/** The folder's name and the name. */
const endOf = (parts: readonly string[]): string => parts.slice(-2).join('/');

const partsOf = (path: string): string[] => path.split('/');

/** The number of parts that both paths end with. Both begin with a part that is empty or a drive, which never counts. */
function commonEnd(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length) - 1;
  let count = 0;
  while (count < most && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count;
}
