/** New playlists: their names, their folders and their rows. All inside a transaction of the caller. */
import type { PlaylistKind, PlaylistRule } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import type { RuleCheck } from './check-rule.ts';
import { MOST_FOLDERS } from './playlist-changes.ts';
import { PlaylistError } from './playlist-error.ts';
import { ALL_TRACKS, ruleToColumn } from './playlist-rule.ts';

const LONGEST_NAME = 200;

export interface NewPlaylist {
  readonly name: string;
  readonly kind: PlaylistKind;
  /** The folder that it is in; null for the top. */
  readonly folder?: number | null;
  /** Folders below that, from the outermost; those that are not there are created. */
  readonly folders?: readonly string[];
  /** Of a smart playlist or a saved search. */
  readonly rule?: PlaylistRule | null;
  /** Of a playlist ordered by hand: its tracks, in order. */
  readonly tracks?: readonly number[];
  /** Takes a free name such as `Road 2` where `Road` is taken, as imports do. */
  readonly renumber?: boolean;
}

export class NewPlaylists {
  readonly #rules: RuleCheck;
  readonly #insert;
  readonly #inFolder;
  readonly #kind;

  constructor(connection: Connection, rules: RuleCheck) {
    this.#rules = rules;
    this.#insert = connection.prepare(`
      INSERT INTO playlist (kind, shown, name, folder, rule, created_at, changed_at) VALUES (?, 0, ?, ?, ?, ?, ?)`);
    this.#inFolder = connection.prepare<[number | null], { id: number; kind: PlaylistKind; name: string }>(
      'SELECT id, kind, name FROM playlist WHERE folder IS ? AND shown = 1',
    );
    this.#kind = connection
      .prepare<[number], PlaylistKind>('SELECT kind FROM playlist WHERE id = ? AND shown = 1')
      .pluck();
  }

  /**
   * Writes the rows of a playlist and of the folders that it needs; none of them is shown yet.
   * @throws PlaylistError, QueryError
   */
  create(
    { name, kind, folder = null, folders = [], rule = null, renumber = false }: NewPlaylist,
    at: number,
  ): { id: number; created: readonly number[] } {
    const hasRule = kind === 'smart' || kind === 'search';
    if (!hasRule && rule !== null) throw new PlaylistError('NO_RULE', `${name}: only smart playlists have a query`);
    if (hasRule) this.#rules.check(rule ?? ALL_TRACKS, null);
    if (folder !== null) this.requireFolder(folder);
    if (folders.length > MOST_FOLDERS / 2) {
      throw new PlaylistError('BAD_PLACE', `${name}: folders are nested too deeply`);
    }
    const created: number[] = [];
    const insert = (kind: PlaylistKind, name: string, place: number | null, column: string | null): number => {
      const id = Number(this.#insert.run(kind, name, place, column, at, at).lastInsertRowid);
      created.push(id);
      return id;
    };
    let place = folder;
    for (const one of folders) place = this.#folderNamed(one, place) ?? insert('folder', checkedName(one), place, null);
    const free = renumber ? this.#freeName(checkedName(name), place) : this.requireFree(name, place, null);
    return { id: insert(kind, free, place, hasRule ? ruleToColumn(rule ?? ALL_TRACKS) : null), created };
  }

  /** @returns the name without spaces around it. @throws PlaylistError when another playlist of the folder has it */
  requireFree(name: string, folder: number | null, self: number | null): string {
    const checked = checkedName(name);
    const other = this.#inFolder.all(folder).find((one) => one.id !== self && fold(one.name) === fold(checked));
    if (other) {
      throw new PlaylistError('NAME_TAKEN', `there is a playlist ${other.name} (${other.id}) in this place already`);
    }
    return checked;
  }

  /** @throws PlaylistError */
  requireFolder(id: number): void {
    const kind = this.#kind.get(id);
    if (kind === undefined) throw new PlaylistError('NOT_FOUND', `there is no folder ${id}`);
    if (kind !== 'folder') throw new PlaylistError('BAD_PLACE', `playlist ${id} is no folder`);
  }

  #folderNamed(name: string, folder: number | null): number | null {
    const found = this.#inFolder
      .all(folder)
      .find((one) => one.kind === 'folder' && fold(one.name) === fold(name.trim()));
    return found?.id ?? null;
  }

  #freeName(name: string, folder: number | null): string {
    const taken = new Set(this.#inFolder.all(folder).map((one) => fold(one.name)));
    if (!taken.has(fold(name))) return name;
    let number = 2;
    while (taken.has(fold(`${name} ${number}`))) number += 1;
    return `${name} ${number}`;
  }
}

/** @throws PlaylistError */
function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new PlaylistError('BAD_NAME', 'a playlist needs a name');
  if (trimmed.length > LONGEST_NAME) {
    throw new PlaylistError('BAD_NAME', `the name of a playlist has at most ${LONGEST_NAME} characters`);
  }
  if (/\p{Cc}|\p{Cs}/u.test(trimmed)) {
    throw new PlaylistError('BAD_NAME', `the name of a playlist has no control characters: ${JSON.stringify(trimmed)}`);
  }
  return trimmed;
}
