/**
 * The tracks that queries which are kept name by `like:`, and the tracks that are similar to these. Smart playlists,
 * saved searches and views are read by threads and by the mount's process, which cannot ask for vectors: they read the
 * table `similar_track`, which `app/service/like-upkeep.ts` keeps up to date.
 */
import type { Connection } from '../storage/connection.ts';
import { likesOf } from './query/like.ts';
import { parseQuery } from './query/parse.ts';
import { QueryError } from './query/rule.ts';
import { ruleFromColumn } from './playlists/playlist-rule.ts';

/** A track, and the tracks that are similar to it, in ascending order of their ids. */
export interface SimilarTo {
  readonly track: number;
  readonly similar: readonly number[];
}

/** The tracks that kept queries name, with what is stored for them, and those that are stored and named no more. */
export function keptLikes(connection: Connection): { named: SimilarTo[]; unused: number[] } {
  const rules = connection
    .prepare<[], string>("SELECT rule FROM playlist WHERE shown = 1 AND rule LIKE '%like:%'")
    .pluck()
    .all();
  const queries = [...rules.map((rule) => ruleFromColumn(rule)!.query), ...viewQueries(connection)];
  const named = new Set(queries.flatMap(likesIn));
  const stored = new Map<number, number[]>();
  const rows = connection.prepare<[], { track_id: number; similar_id: number }>(
    'SELECT track_id, similar_id FROM similar_track ORDER BY track_id, similar_id',
  );
  for (const { track_id, similar_id } of rows.all()) {
    const similar = stored.get(track_id);
    if (similar) similar.push(similar_id);
    else stored.set(track_id, [similar_id]);
  }
  return {
    named: Array.from(named, (track) => ({ track, similar: stored.get(track) ?? [] })),
    unused: [...stored.keys()].filter((track) => !named.has(track)),
  };
}

function viewQueries(connection: Connection): string[] {
  return connection
    .prepare<[], string>(
      "SELECT view.value ->> '$.query' FROM setting, json_each(setting.value) AS view WHERE setting.key = 'mount.views' AND view.value ->> '$.query' IS NOT NULL",
    )
    .pluck()
    .all();
}

/** Replaces what is stored for these tracks. */
export function storeLikes(connection: Connection, changed: readonly SimilarTo[]): void {
  const remove = connection.prepare('DELETE FROM similar_track WHERE track_id = ?');
  const insert = connection.prepare('INSERT OR IGNORE INTO similar_track (track_id, similar_id) VALUES (?, ?)');
  connection.transaction(() => {
    for (const { track, similar } of changed) {
      remove.run(track);
      for (const id of similar) insert.run(track, id);
    }
  })();
}

/** Of a query that is not understood any more, none. */
function likesIn(query: string): number[] {
  try {
    return likesOf(parseQuery(query).rule);
  } catch (error) {
    if (error instanceof QueryError) return [];
    throw error;
  }
}
