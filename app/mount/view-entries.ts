/**
 * The tracks that the views of a mount show. One statement answers the queries of all views, as columns beside each
 * track, so that a changed track costs the work of one track.
 */
import type { PlaylistTrack, TreeEntry } from '../../fuse/overlay/track-source.ts';
import type { Connection } from '../storage/connection.ts';
import { extensionOfText } from '../storage/path-bytes.ts';
import { effectiveTrackOf, type EffectiveTrackRow, type NamedTrackRow } from '../library/effective-track.ts';
import { COPY_QUALITY } from '../library/copy-quality.ts';
import type { MountedView } from '../library/views.ts';
import { PlaylistConditions } from '../library/playlists/playlist-conditions.ts';
import { parseQuery } from '../library/query/parse.ts';
import { dependsOnOthers, dependsOnTime, EVERYTHING, QueryError, type Rule } from '../library/query/rule.ts';
import { TRACK_TABLES, type Condition } from '../library/query/condition.ts';
import { compileRule, compileSort, registerQueryFunctions } from '../library/query/sql.ts';

interface EntryFacts {
  readonly id: number;
  readonly added_at: number;
  readonly folder_id: number;
}
export type EntryRow = EntryFacts & EffectiveTrackRow;
/** The same with `NAMED_ENTRY_COLUMNS`. */
export type NamedEntryRow = EntryFacts & NamedTrackRow;
interface ViewRow extends EntryFacts, NamedTrackRow {
  readonly album_artist_key: string;
  readonly artist_key: string;
  readonly album_key: string;
  readonly title_key: string;
  readonly track_number: number | null;
  readonly disc_number: number | null;
  readonly quality: number;
  /** One character per query: `1` when the track matches it, else `0`. */
  readonly shown: string;
}

const COLUMNS = 'track.id, file.tags, track.overrides, track.added_at, file.folder_id';
export const ENTRY_COLUMNS = `${COLUMNS}, file.name`;
/** The same for many tracks, where the bytes of the names are not needed: making them costs much. */
export const NAMED_ENTRY_COLUMNS = `${COLUMNS}, CAST(file.name AS TEXT) AS name`;
/** SQL: the tree shows neither unreadable nor missing files. */
export const SHOWN = 'track.present = 1 AND file.error IS NULL';
const COPIES =
  'track.album_artist_key, track.artist_key, track.album_key, track.title_key, track.track_number, track.disc_number';

export class ViewEntries {
  /** Whether the tracks of a view change as time passes: `added:-1w..`. */
  readonly dependOnTime: boolean;
  readonly #connection: Connection;
  readonly #views: readonly MountedView[];
  /** For each view the number of its query, or `null` for everything. */
  readonly #queryOf: readonly (number | null)[];
  /** Whether every view shows every track. */
  readonly #showsAll: boolean;
  readonly #values: readonly (string | number)[];
  readonly #withCopies: boolean;
  /** Views whose queries name playlists or other tracks. */
  readonly #dependent: readonly number[];
  readonly #page;
  readonly #some;

  constructor(connection: Connection, views: readonly MountedView[]) {
    registerQueryFunctions(connection);
    this.#connection = connection;
    this.#views = views;
    this.#withCopies = views.some(({ bestCopies }) => bestCopies);
    const rules = views.map(({ query }) => parseQuery(query).rule);
    this.dependOnTime = rules.some((rule) => this.#leadsTo(rule, dependsOnTime));
    this.#dependent = rules.flatMap((rule, view) => (dependsOnOthers(rule) ? [view] : []));
    const queries = rules.filter((rule) => rule !== EVERYTHING).map((rule) => this.#condition(rule));
    let next = 0;
    this.#queryOf = rules.map((rule) => (rule === EVERYTHING ? null : next++));
    this.#showsAll = queries.length === 0;
    this.#values = queries.flatMap(({ values }) => values);
    const shown =
      queries.length === 0 ? "''" : queries.map(({ sql }) => `CASE WHEN ${sql} THEN '1' ELSE '0' END`).join(' || ');
    const tables = queries.length === 0 ? 'track JOIN file ON file.id = track.file_id' : TRACK_TABLES;
    const columns = [
      NAMED_ENTRY_COLUMNS,
      `${shown} AS shown`,
      ...(this.#withCopies ? [COPIES, `${COPY_QUALITY} AS quality`] : []),
    ].join(', ');
    this.#page = connection.prepare<(string | number)[], ViewRow>(
      `SELECT ${columns} FROM ${tables} WHERE track.id > ? AND ${SHOWN} ORDER BY track.id LIMIT ?`,
    );
    this.#some = connection.prepare<(string | number)[], ViewRow>(
      `SELECT ${columns} FROM ${tables} WHERE track.id IN (SELECT value FROM json_each(?)) AND ${SHOWN}`,
    );
  }

  /** The next entries with a greater id, in order of id. */
  after(id: number, count: number): readonly TreeEntry[] {
    return this.#page.all(...this.#values, id, count).map((row) => this.#entry(row));
  }

  of(ids: readonly number[]): readonly TreeEntry[] {
    return this.#some.all(...this.#values, JSON.stringify(ids)).map((row) => this.#entry(row));
  }

  /** The tracks of a view, in the order of its query. */
  playlist(view: number): readonly PlaylistTrack[] {
    const { rule, sort, seed } = parseQuery(this.#views[view]?.query ?? '');
    const { sql, values } = this.#condition(rule);
    return this.#connection
      .prepare<(string | number)[], PlaylistTrack>(`
      SELECT track.id, track.artist, track.title, track.duration, max(track.changed_at, track.edited_at) AS changedAt
      FROM ${TRACK_TABLES} WHERE ${sql} AND ${SHOWN} ORDER BY ${compileSort(sort, seed)}`)
      .all(...values);
  }

  /**
   * The tracks of those views whose tracks can change with other tracks or with playlists, view by view: a change of one
   * track may take another out.
   */
  members(): ReadonlyMap<number, ReadonlySet<number>> {
    return new Map(
      this.#dependent.map((view) => {
        const { sql, values } = this.#condition(parseQuery(this.#views[view]!.query).rule);
        const ids = this.#connection
          .prepare<(string | number)[], number>(`SELECT track.id FROM ${TRACK_TABLES} WHERE ${sql} AND ${SHOWN}`)
          .pluck()
          .all(...values);
        return [view, new Set(ids)];
      }),
    );
  }

  /** A view whose playlist is gone, or asks for itself, shows no tracks: the other views are shown all the same. */
  #condition(rule: Rule): Condition {
    try {
      return compileRule(rule, new PlaylistConditions(this.#connection));
    } catch (error) {
      if (error instanceof QueryError) return { sql: '0', values: [] };
      throw error;
    }
  }

  #leadsTo(rule: Rule, isWanted: (part: Rule) => boolean): boolean {
    try {
      return new PlaylistConditions(this.#connection).some(rule, isWanted);
    } catch (error) {
      if (error instanceof QueryError) return false;
      throw error;
    }
  }

  #entry(row: ViewRow): TreeEntry {
    const entry = toEntry(row);
    if (this.#showsAll && !this.#withCopies) return entry;
    const views = this.#showsAll
      ? {}
      : { views: this.#views.flatMap((_, view) => (this.#shows(view, row) ? [view] : [])) };
    // A track without artist or title is no copy of anything.
    const isNamed =
      entry.tags['title'] !== undefined && (entry.tags['artist'] ?? entry.tags['albumartist']) !== undefined;
    return {
      ...entry,
      ...views,
      ...(this.#withCopies && isNamed ? { copyOf: copyKey(row), quality: row.quality } : {}),
    };
  }

  #shows(view: number, { shown }: ViewRow): boolean {
    const query = this.#queryOf[view] ?? null;
    return query === null || shown[query] === '1';
  }
}

/** The tracks that are in a view before or after, and not both. */
export function movedBetween(before: ReturnType<ViewEntries['members']>, after: typeof before): number[] {
  const moved = new Set<number>();
  for (const [view, ids] of after) {
    const known = before.get(view) ?? new Set();
    for (const id of ids) if (!known.has(id)) moved.add(id);
    for (const id of known) if (!ids.has(id)) moved.add(id);
  }
  return [...moved];
}

/** The part of an entry that does not depend on the views. */
export function toEntry(row: EntryRow | NamedEntryRow): TreeEntry {
  const { tags, fileName } = effectiveTrackOf(row);
  const { id, added_at: addedAt, folder_id: folder } = row;
  const entry = { id, tags, extension: extensionOfText(fileName), addedAt, folder };
  return tags['title'] === undefined ? { ...entry, fileName: withoutExtension(fileName) } : entry;
}

/** Equal for the same track of the same album, in any format. */
function copyKey(row: ViewRow): string {
  return [
    row.album_artist_key,
    row.artist_key,
    row.album_key,
    row.disc_number ?? '',
    row.track_number ?? '',
    row.title_key,
  ].join('\u0000');
}

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
