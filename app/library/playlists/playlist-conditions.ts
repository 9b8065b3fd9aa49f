/**
 * The tracks of playlists as conditions of queries: what `playlist:` asks for. A smart playlist or a saved search is
 * compiled with its query, which may name others; one that asks for itself is an error that names the circle.
 */
import { said } from '../../model/messages.ts';
import type { PlaylistKind } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { nearest } from '../query/nearest.ts';
import { QueryError, someRule, type Rule } from '../query/rule.ts';
import { among, TRACK_TABLES, type Condition, type PlaylistSource } from '../query/condition.ts';
import { compileRule, compileSort } from '../query/sql.ts';
import { tokenize } from '../query/tokens.ts';
import { pathsOf, playlistsNamed, type Path } from './named-playlist.ts';
import { ruleFromColumn, rulingParts, type RulingParts } from './playlist-rule.ts';

/**
 * Playlists that one query can lead to, counted as often as they are named: each becomes a part of the statement, and
 * SQLite finds no plan for some statements of sixty such parts.
 */
const MOST_PLAYLISTS = 25;

interface Row {
  readonly id: number;
  readonly kind: PlaylistKind;
  readonly name: string;
  readonly folder: number | null;
  readonly rule: string | null;
}

/** Playlists that ask for each other, or for too many: no matter of one of them. */
class ChainError extends QueryError {}

/** For one query at a time: it reads the names of the playlists once. */
export class PlaylistConditions implements PlaylistSource {
  readonly #connection: Connection;
  #paths: readonly Path<Row>[] | null = null;
  /** Playlists whose queries are being read, from the outermost. */
  readonly #open: number[];
  #left = MOST_PLAYLISTS;

  /** @param within the playlist whose query is read; null where it is none */
  constructor(connection: Connection, within: number | null = null) {
    this.#connection = connection;
    this.#open = within === null ? [] : [within];
  }

  /**
   * Checks the playlists that a query names.
   * @param query the text that the rule was read from
   * @throws QueryError at the name of a playlist that is not there, or that asks for itself
   */
  check(rule: Rule, query: string): void {
    for (const named of playlistsOf(rule)) {
      try {
        this.condition(named);
      } catch (error) {
        if (error instanceof QueryError) throw error.at(positionOf(named, query), query);
        throw error;
      }
    }
    this.#left = MOST_PLAYLISTS;
  }

  condition(named: string): Condition {
    const { entry, path } = this.#find(named);
    if (entry.kind === 'folder') throw new QueryError(said('query-playlist-folder', { name: path }), 0);
    if (entry.kind === 'manual') {
      return among('SELECT track_id FROM playlist_item WHERE playlist_id = ? AND rank IS NOT NULL', [entry.id]);
    }
    return this.#reading(entry, path, (parts) => smart(parts, this));
  }

  /** Whether the rule, or the query of a playlist that it leads to, has such a part. @throws QueryError */
  some(rule: Rule, isWanted: (part: Rule) => boolean): boolean {
    return (
      someRule(rule, isWanted) ||
      playlistsOf(rule).some((named) => {
        const { entry, path } = this.#find(named);
        return entry.rule !== null && this.#reading(entry, path, (parts) => this.some(parts.rule, isWanted));
      })
    );
  }

  /** Does something with the rule of a smart playlist. Mistakes in it are told with its name. */
  #reading<Result>(entry: Row, path: string, work: (parts: RulingParts) => Result): Result {
    if (this.#open.includes(entry.id)) {
      const circle = [...this.#open.slice(this.#open.indexOf(entry.id)), entry.id];
      const names = circle.map((id) => this.#all().find((one) => one.entry.id === id)?.path ?? String(id));
      throw new ChainError(`a playlist cannot ask for itself: ${names.join(' → ')}`, 0);
    }
    this.#open.push(entry.id);
    try {
      return work(rulingParts(ruleFromColumn(entry.rule)!));
    } catch (error) {
      if (!(error instanceof QueryError) || error instanceof ChainError) throw error;
      throw new QueryError(`the query of the playlist ${path}: ${error.message}`, 0);
    } finally {
      this.#open.pop();
    }
  }

  /** @throws QueryError */
  #find(named: string): Path<Row> {
    if (this.#left-- <= 0) throw new ChainError(`the query leads to more than ${MOST_PLAYLISTS} playlists`, 0);
    const found = playlistsNamed(this.#all(), named);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) {
      const names = found.map(({ entry, path }) => `${path} (${entry.id})`).join(', ');
      throw new QueryError(`several playlists are called "${named}": ${names}; give the number`, 0);
    }
    const names = this.#all().flatMap(({ entry, path }) => (entry.folder === null ? [path] : [path, entry.name]));
    const nearestName = nearest(fold(named), names.map(fold));
    const meant = names.find((name) => fold(name) === nearestName);
    if (meant === undefined) throw new QueryError(said('query-playlist', { name: named }), 0);
    const near = /\s/.test(meant) ? `"${meant}"` : meant;
    throw new QueryError(said('query-playlist-near', { name: named, near }), 0);
  }

  #all(): readonly Path<Row>[] {
    return (this.#paths ??= pathsOf(
      this.#connection.prepare<[], Row>('SELECT id, kind, name, folder, rule FROM playlist WHERE shown = 1').all(),
    ));
  }
}

/** With a limit the list ends in front of the first track that does not fit, as in `smart-tracks.ts`. */
function smart({ rule, sort, seed, limit }: RulingParts, playlists: PlaylistSource): Condition {
  const { sql, values } = compileRule(rule, playlists);
  if (limit === null) return { sql, values };
  const order = compileSort(sort, seed);
  if (limit.unit === 'tracks') {
    const count = Math.floor(limit.count);
    return {
      sql: `track.id IN (SELECT track.id FROM ${TRACK_TABLES} WHERE ${sql} ORDER BY ${order} LIMIT ${count})`,
      values,
    };
  }
  const size = limit.unit === 'minutes' ? 'track.duration / 60' : 'track.bytes / 1000000.0';
  return {
    sql: `track.id IN (SELECT id FROM (SELECT track.id AS id, sum(${size})
      OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS taken FROM ${TRACK_TABLES} WHERE ${sql}) WHERE taken <= ?)`,
    values: [...values, limit.count],
  };
}

/** The playlists that a rule names. */
function playlistsOf(rule: Rule): string[] {
  const named = new Set<string>();
  someRule(rule, (part) => {
    if ('playlist' in part) named.add(part.playlist);
    return false;
  });
  return [...named];
}

/** Where a query names a playlist; 0 where it does not. */
function positionOf(named: string, query: string): number {
  const term = tokenize(query).find(({ field, text }) => field === 'playlist' && text.trim() === named);
  return term?.valueAt ?? 0;
}
