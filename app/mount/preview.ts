/**
 * Previews a view before it is set: the paths of some tracks of the library under a template.
 *
 * At most `SAMPLE` tracks are read and named, however large the library is. Where a query finds more, the sample is
 * taken from regions spread over the library, in runs of neighbours: tracks of one album tend to be neighbours, so
 * paths that collide show up.
 */
import { compileTemplate } from '../../fuse/template/compile.ts';
import { previewPaths } from '../../fuse/template/format-path.ts';
import type { MountPreview, NameTarget } from '../model/mount.ts';
import type { Connection } from '../storage/connection.ts';
import { compileQuery } from '../library/query/compile-query.ts';
import { TRACK_TABLES, type Condition } from '../library/query/condition.ts';
import { registerQueryFunctions } from '../library/query/sql.ts';
import { NAMED_ENTRY_COLUMNS, SHOWN, toEntry, type NamedEntryRow } from './view-entries.ts';

/** Greatest number of tracks in the sample. */
const SAMPLE = 200;
/** Number of regions of the library from which a sample is taken. */
const REGIONS = 8;
/** Tracks that match are counted up to this number. */
const COUNTED = 10_000;

export interface MountPreviewRequest {
  readonly template: string;
  readonly query: string;
  readonly names: NameTarget;
  /** Greatest number of paths in the answer. */
  readonly limit: number;
}

export class MountPreviews {
  readonly #connection: Connection;
  /** The last count: typing a template repeats no count. */
  #counted: { readonly key: string; readonly total: number } | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
    registerQueryFunctions(connection);
  }

  /**
   * The paths of a few tracks, in order. Equal paths are made distinct as in the mount, if the sample holds both.
   * @throws TemplateError, QueryError
   */
  preview({ template, query, names, limit }: MountPreviewRequest): MountPreview {
    const compiled = compileTemplate(template, { target: names });
    const condition = compileQuery(this.#connection, query).condition;
    const first = this.#tracks(condition, 0, Number.MAX_SAFE_INTEGER, SAMPLE + 1);
    const sample = first.length > SAMPLE ? this.#spread(condition) : first;
    const paths = [...previewPaths(compiled, sample.map(toEntry))].map(([id, path]) => ({ id, path }));
    const shown = spaced(
      paths.toSorted((a, b) => a.id - b.id),
      limit,
    );
    return {
      paths: shown.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      total: first.length > SAMPLE ? this.#count(condition) : first.length,
      counted: COUNTED,
    };
  }

  /** Tracks with ids after `after` up to `last`. */
  #tracks({ sql, values }: Condition, after: number, last: number, limit: number): readonly NamedEntryRow[] {
    return this.#connection
      .prepare<(string | number)[], NamedEntryRow>(
        `SELECT ${NAMED_ENTRY_COLUMNS} FROM ${TRACK_TABLES} WHERE track.id > ? AND track.id <= ? AND ${sql} AND ${SHOWN} ORDER BY track.id LIMIT ?`,
      )
      .all(after, last, ...values, limit);
  }

  #spread(condition: Condition): readonly NamedEntryRow[] {
    const last = this.#connection.prepare<[], number>('SELECT coalesce(max(id), 0) FROM track').pluck().get() ?? 0;
    const bounds = Array.from({ length: REGIONS + 1 }, (_, region) => Math.round((last * region) / REGIONS));
    return bounds
      .slice(1)
      .flatMap((end, region) => this.#tracks(condition, bounds[region] ?? 0, end, SAMPLE / REGIONS));
  }

  #count({ sql, values }: Condition): number {
    const key = JSON.stringify([sql, values, this.#connection.pragma('data_version', { simple: true })]);
    if (this.#counted?.key === key) return this.#counted.total;
    const total =
      this.#connection
        .prepare<(string | number)[], number>(
          `SELECT count(*) FROM (SELECT 1 FROM ${TRACK_TABLES} WHERE ${sql} AND ${SHOWN} LIMIT ${COUNTED})`,
        )
        .pluck()
        .get(...values) ?? 0;
    this.#counted = { key, total };
    return total;
  }
}

/** Takes `limit` items, evenly spaced, the first included. */
function spaced<T>(all: readonly T[], limit: number): readonly T[] {
  if (all.length <= limit) return all;
  return Array.from({ length: limit }, (_, place) => all[Math.floor((place * all.length) / limit)] as T);
}
