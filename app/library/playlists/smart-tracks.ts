/** The tracks of a smart playlist: those that its query matches, in its order, as many as its limit lets in. */
import type { LimitUnit, PlaylistRule } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import { parseQuery } from '../query/parse.ts';
import { randomPlace } from '../query/random-order.ts';
import { compileRule, compileSort, TRACK_TABLES } from '../query/sql.ts';

interface Sized {
  readonly id: number;
  readonly duration: number;
  readonly bytes: number;
}

/** How much of a limit a track takes. */
const SIZES: Readonly<Record<LimitUnit, (track: Sized) => number>> = {
  tracks: () => 1,
  minutes: ({ duration }) => duration / 60,
  megabytes: ({ bytes }) => bytes / 1_000_000,
};

/**
 * The ids, in order. A query's own sorting, seed and limit go before those of the rule, and a seed before any sorting.
 * With a limit the list ends in front of the first track that does not fit.
 * @throws QueryError
 */
export function smartTracks(connection: Connection, { query, sort, ...rule }: PlaylistRule): number[] {
  const parsed = parseQuery(query);
  const seed = parsed.seed ?? rule.seed;
  const limit = parsed.limit === null ? rule.limit : ({ count: parsed.limit, unit: 'tracks' } as const);
  const { sql, values } = compileRule(parsed.rule);
  const order = seed === null ? compileSort(parsed.sort.length > 0 ? parsed.sort : sort) : 'track.id';
  const rows = connection
    .prepare<unknown[], Sized>(
      `SELECT track.id, track.duration, track.bytes FROM ${TRACK_TABLES} WHERE ${sql} ORDER BY ${order}`,
    )
    .iterate(...values);
  return firstThatFit(seed === null ? rows : shuffled([...rows], seed), limit);
}

function firstThatFit(tracks: Iterable<Sized>, limit: PlaylistRule['limit']): number[] {
  const ids: number[] = [];
  let taken = 0;
  for (const track of tracks) {
    if (limit !== null) {
      taken += SIZES[limit.unit](track);
      if (taken > limit.count) break;
    }
    ids.push(track.id);
  }
  return ids;
}

function shuffled(tracks: readonly Sized[], seed: number): Sized[] {
  return tracks
    .map((track) => ({ track, place: randomPlace(track.id, seed) }))
    .sort((a, b) => a.place - b.place || a.track.id - b.track.id)
    .map(({ track }) => track);
}
