/** Reads tracks for display: pages of a list, positions in a list, one track in full, the file to play. */
import type { Tags } from '../../fuse/formats/layout.ts';
import type { TrackDetail, TrackPage, TrackRow } from '../model/tracks.ts';
import type { Connection } from '../storage/connection.ts';
import { isPostponed } from '../storage/postponed-indexes.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { compileQuery, type CompiledQuery } from './query/compile-query.ts';
import { EFFECTIVE_TAGS } from './query/field-columns.ts';
import type { SortTerm } from './query/rule.ts';
import { among, tablesFor, TRACK_TABLES, type Scope } from './query/condition.ts';
import { registerQueryFunctions } from './query/sql.ts';
import { Matches } from './matches.ts';
import { trackDetail } from './track-detail.ts';
import { CustomFields } from './query/unknown-fields.ts';
import { ROW_COLUMNS, toRow, type RowColumns } from './track-rows.ts';

export interface ListRequest {
  readonly query: string;
  readonly sort: readonly SortTerm[];
  readonly offset: number;
  readonly limit: number;
}

/** The file that a media request reads. */
export interface MediaFile {
  readonly path: Uint8Array;
  readonly kind: string;
  readonly codec: string;
}

/** One track in so many is enough to look through the tracks in order instead of sorting those that match. */
const MANY = 20;

export class TrackReader {
  readonly #connection: Connection;
  readonly #customFields: CustomFields;
  readonly #matches: Matches;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#customFields = new CustomFields(connection);
    this.#matches = new Matches(connection);
    registerQueryFunctions(connection);
  }

  /** A page of the tracks that match, with totals of all of them, as the library is at one moment. @throws QueryError */
  list(request: ListRequest): TrackPage {
    return this.#connection.transaction(() => this.#list(request))();
  }

  #list({ query, sort, offset, limit }: ListRequest): TrackPage {
    const { condition, order, index } = this.#compile(query, sort);
    const { ids: few, ...totals } = this.#matches.of(condition);
    const rest = Math.min(limit, totals.total - offset);
    if (rest <= 0) return { ...totals, offset, rows: [] };
    const { sql, values } = few === null ? condition : among('SELECT value FROM json_each(?)', [few]);
    // Few tracks are sorted; of many the first in the order of an index are taken, most of which match.
    const canBeInOrder = index !== null && this.#areMany(totals.total) && !isPostponed(this.#connection, index);
    const inOrder = canBeInOrder ? index : null;
    const present = inOrder === null ? '' : 'track.present = 1 AND';
    // First the ids, from an index alone where there is one: far down a long list, rows would cost much more.
    const ids = this.#connection
      .prepare<unknown[], number>(
        `SELECT track.id FROM ${tablesFor(sql + order, inOrder)} WHERE ${present} ${sql}
          ORDER BY ${order} LIMIT ? OFFSET ?`,
      )
      .pluck()
      .all(...values, rest, offset);
    return { ...totals, offset, rows: this.rows(ids) };
  }

  /** Whether these are so many of the library's tracks that some of the first in any order are likely among them. */
  #areMany(tracks: number): boolean {
    const last = this.#connection.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'track'").pluck();
    return tracks * MANY >= (last.get() ?? 0);
  }

  /** The ids of all tracks that match, in list order; of the first ones with a limit. @throws QueryError */
  ids(query: string, sort: readonly SortTerm[] = [], limit: number | null = null): number[] {
    return this.#connection.transaction(() => {
      const { condition, order } = this.#compile(query, sort);
      return this.#connection
        .prepare<unknown[], number>(
          `SELECT track.id FROM ${tablesFor(condition.sql + order)} WHERE ${condition.sql}
            ORDER BY ${order} LIMIT ?`,
        )
        .pluck()
        .all(...condition.values, limit ?? -1);
    })();
  }

  /** Those of `ids` that the query matches, in their order. The work grows with `ids`. @throws QueryError */
  matching(query: string, ids: readonly number[]): number[] {
    const { condition } = this.#compile(query, [], 'tracks');
    const found = this.#connection
      .prepare<unknown[], number>(
        `SELECT track.id FROM ${tablesFor(condition.sql)}
          WHERE track.id IN (SELECT value FROM json_each(?)) AND ${condition.sql}`,
      )
      .pluck()
      .all(JSON.stringify(ids), ...condition.values);
    const matching = new Set(found);
    return ids.filter((id) => matching.has(id));
  }

  /** Index of a track in a list, from 0; null when the list does not have it. @throws QueryError */
  position(query: string, sort: readonly SortTerm[], id: number): number | null {
    const { condition, order } = this.#compile(query, sort);
    const row = this.#connection
      .prepare<unknown[], number>(
        `SELECT position FROM (SELECT track.id, row_number() OVER (ORDER BY ${order}) - 1 AS position
          FROM ${TRACK_TABLES} WHERE ${condition.sql}) WHERE id = ?`,
      )
      .pluck()
      .get(...condition.values, id);
    return row ?? null;
  }

  /** Rows for ids, in their order; ids that do not exist are left out. */
  rows(ids: readonly number[]): TrackRow[] {
    const found = this.#connection
      .prepare<[string], RowColumns>(
        `SELECT ${ROW_COLUMNS} FROM ${TRACK_TABLES} WHERE track.id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids));
    const byId = new Map(found.map((row) => [row.id, toRow(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** The effective tags of tracks, pictures among them, for listings of chosen fields. */
  tags(ids: readonly number[]): Map<number, Tags> {
    const rows = this.#connection
      .prepare<[string], { id: number; tags: string }>(
        `SELECT track.id, ${EFFECTIVE_TAGS} AS tags FROM ${TRACK_TABLES}
          WHERE track.id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids));
    return new Map(rows.map((row) => [row.id, JSON.parse(row.tags) as Tags]));
  }

  /** One track in full; null when there is none. */
  get(id: number): TrackDetail | null {
    return trackDetail(this.#connection, id);
  }

  /** The file to play; null when there is no such track. */
  media(id: number): MediaFile | null {
    const row = this.#connection
      .prepare<[number], { folder: Buffer; name: Buffer; kind: string; codec: string }>(`
      SELECT folder.path AS folder, file.name, track.kind, file.codec FROM track
      JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id WHERE track.id = ?`)
      .get(id);
    return row ? { path: joinPath(row.folder, row.name), kind: row.kind, codec: row.codec } : null;
  }

  #compile(query: string, sort: readonly SortTerm[], scope?: Scope): CompiledQuery {
    const options = scope === undefined ? {} : { scope };
    return compileQuery(this.#connection, query, { sort, fields: this.#customFields, ...options });
  }
}
