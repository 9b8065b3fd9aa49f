/**
 * What a person has decided about tracks that sound alike: some are set aside, and some are told apart. Neither is listed
 * as a duplicate.
 *
 * Tracks that are told apart have the name of their group in the field `distinct`: two tracks with one name in common are
 * no copies of each other, whatever they sound like.
 */
import { createHash } from 'node:crypto';
import type { SoundPair } from '../model/duplicates.ts';
import { parseOverrides } from '../library/effective-track.ts';
import { DISTINCT_FIELD } from '../library/set-aside.ts';
import type { Connection } from '../storage/connection.ts';

export interface SettledTracks {
  /** The last batch of the history: every decision is one. */
  readonly version: number;
  /** Tracks that are set aside. */
  readonly aside: readonly number[];
  /** Tracks that are told apart, with the names of their groups. */
  readonly apart: readonly (readonly [id: number, names: readonly string[]])[];
}

/** @param known version that the caller has; null is returned where it still holds */
export function settledTracks(connection: Connection, known: number | null): SettledTracks | null {
  const version = connection.prepare<[], number>('SELECT coalesce(max(id), 0) FROM edit_batch').pluck().get()!;
  if (version === known) return null;
  const aside = connection.prepare<[], number>('SELECT id FROM track WHERE aside > 0').pluck().all();
  // The condition is that of the index `track_distinct`.
  const apart = connection
    .prepare<[], { id: number; overrides: string }>(
      `SELECT id, overrides FROM track WHERE instr(overrides, '"distinct"') > 0`,
    )
    .all()
    .map(({ id, overrides }) => [id, parseOverrides(overrides)[DISTINCT_FIELD] ?? []] as const);
  return { version, aside, apart };
}

/**
 * The pairs that are still to be decided.
 * @param withApart whether pairs that are told apart are among them
 */
export function unsettled(
  pairs: Iterable<SoundPair>,
  { aside, apart }: Pick<SettledTracks, 'aside' | 'apart'>,
  withApart = false,
): SoundPair[] {
  const away = new Set(aside);
  const names = new Map(withApart ? [] : apart);
  return [...pairs].filter(({ tracks: [one, other] }) => {
    if (away.has(one) || away.has(other)) return false;
    const ofOne = names.get(one);
    const ofOther = names.get(other);
    return ofOne === undefined || ofOther === undefined || !ofOne.some((name) => ofOther.includes(name));
  });
}

/** The name of a group of tracks that are told apart: the same for the same tracks, in whichever order. */
export function apartName(ids: readonly number[]): string {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  return createHash('sha256').update(sorted.join(' ')).digest('hex').slice(0, 12);
}
