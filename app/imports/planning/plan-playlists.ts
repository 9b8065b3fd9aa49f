/**
 * What an import makes of the playlists of a source. One that the library has already, with the same tracks in the same
 * order, stays as it is, so that importing again changes nothing; one of the same name with other tracks stays too,
 * unless it is to be replaced.
 */
import { RuleCheck } from '../../library/playlists/check-rule.ts';
import type { NewPlaylist } from '../../library/playlists/new-playlists.ts';
import { PlaylistReader } from '../../library/playlists/playlist-reader.ts';
import { ruleToColumn } from '../../library/playlists/playlist-rule.ts';
import { fold } from '../../library/fold.ts';
import { QueryError } from '../../library/query/rule.ts';
import type { ImportedPlaylistResult } from '../../model/imports.ts';
import type { PlaylistEntry, PlaylistRule } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import type { ImportedPlaylist, ImportedReference } from '../import-record.ts';
import type { Match } from '../matching/match.ts';

export interface PlannedPlaylists {
  readonly created: readonly NewPlaylist[];
  /** Ids of the playlists that they replace. */
  readonly replaced: readonly number[];
  readonly results: readonly ImportedPlaylistResult[];
}

const LONGEST_NAME = 200;
const MOST_FOLDERS = 20;

/** @param overwrite replaces playlists of the same name */
export function planPlaylists(
  connection: Connection,
  playlists: readonly ImportedPlaylist[],
  matches: ReadonlyMap<ImportedReference, Match>,
  overwrite: boolean,
): PlannedPlaylists {
  const planner = new PlaylistPlanner(connection, matches, overwrite);
  const results = playlists.map((playlist) => planner.plan(playlist));
  return { created: planner.created, replaced: [...planner.replaced], results };
}

class PlaylistPlanner {
  readonly created: NewPlaylist[] = [];
  readonly replaced = new Set<number>();
  readonly #reader: PlaylistReader;
  readonly #rules: RuleCheck;
  readonly #matches: ReadonlyMap<ImportedReference, Match>;
  readonly #overwrite: boolean;
  readonly #known: readonly { readonly entry: PlaylistEntry; readonly place: string }[];

  constructor(connection: Connection, matches: ReadonlyMap<ImportedReference, Match>, overwrite: boolean) {
    this.#reader = new PlaylistReader(connection);
    this.#rules = new RuleCheck(connection);
    this.#matches = matches;
    this.#overwrite = overwrite;
    const tree = this.#reader.tree();
    const byId = new Map(tree.map((entry) => [entry.id, entry]));
    this.#known = tree.map((entry) => ({ entry, place: placeOf(foldersOf(entry, byId)) }));
  }

  plan({ name: given, folders: above, items, query, limit, loss }: ImportedPlaylist): ImportedPlaylistResult {
    const name = nameOf(given);
    const folders = above.slice(0, MOST_FOLDERS).map(nameOf);
    const tracks = items.flatMap((item) => {
      const match = this.#matches.get(item);
      return match === undefined || match.by === null ? [] : [match.trackId];
    });
    const found = { tracks: query === null ? tracks.length : null, notFound: items.length - tracks.length };
    const lost = (why: string): ImportedPlaylistResult => ({ name, folders, ...found, outcome: 'lost', loss: why });

    let rule: PlaylistRule | null = null;
    if (query !== null) {
      rule = { query, sort: [], limit: limit === null ? null : { count: limit, unit: 'tracks' }, seed: null };
      const fault = this.#faultOf(rule);
      if (fault !== null) return lost(`its rules cannot be expressed: ${fault}`);
    } else if (tracks.length === 0) {
      return lost(items.length > 0 ? 'none of its tracks was found' : (loss ?? 'it is empty'));
    }
    const same = this.#known.filter(({ entry, place }) => place === placeOf(folders) && isNamed(entry.name, name));
    const isSame = same.some(({ entry }) => this.#hasSame(entry, rule, tracks));
    if (isSame) return { name, folders, ...found, outcome: 'unchanged', loss };
    const other = same.find(({ entry }) => entry.kind !== 'folder' && fold(entry.name) === fold(name));
    if (other !== undefined && !this.#overwrite) return { name, folders, ...found, outcome: 'kept', loss };
    if (other !== undefined) this.replaced.add(other.entry.id);
    const kind = rule === null ? 'manual' : 'smart';
    this.created.push({ name, folders, kind, ...(rule === null ? { tracks } : { rule }), renumber: true });
    return { name, folders, ...found, outcome: other === undefined ? 'created' : 'replaced', loss };
  }

  #hasSame(entry: PlaylistEntry, rule: PlaylistRule | null, tracks: readonly number[]): boolean {
    if (rule !== null) return entry.kind === 'smart' && ruleToColumn(entry.rule) === ruleToColumn(rule);
    if (entry.kind !== 'manual') return false;
    const ids = this.#reader.trackIds(entry.id);
    return ids.length === tracks.length && ids.every((id, i) => id === tracks[i]);
  }

  #faultOf(rule: PlaylistRule): string | null {
    try {
      this.#rules.check(rule, null);
      return null;
    } catch (error) {
      if (error instanceof QueryError) return error.message;
      throw error;
    }
  }
}

/** The names of the folders that a playlist lies in, from the outermost. */
function foldersOf({ folder }: PlaylistEntry, byId: ReadonlyMap<number, PlaylistEntry>): string[] {
  const names: string[] = [];
  for (let at = folder; at !== null && names.length < 2 * MOST_FOLDERS;) {
    const entry = byId.get(at);
    if (!entry) break;
    names.unshift(entry.name);
    at = entry.folder;
  }
  return names;
}

const placeOf = (folders: readonly string[]): string => folders.map(fold).join('\0');

/** Whether a playlist has this name, or has got it with a number because the name was taken. */
function isNamed(taken: string, name: string): boolean {
  const [known, wanted] = [fold(taken), fold(name)];
  return known === wanted || (known.startsWith(`${wanted} `) && /^\d+$/.test(known.slice(wanted.length + 1)));
}

/** A name that a playlist can have. */
function nameOf(given: string): string {
  const clean = given.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return clean.slice(0, LONGEST_NAME).trim() || 'Playlist';
}
