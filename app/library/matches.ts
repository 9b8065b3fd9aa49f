/**
 * What a query's condition finds: how many tracks with what totals, and which, where they are few. Both come from one
 * pass over the tracks, and are remembered until the database changes, so that a long list is not counted for each page.
 */
import type { Connection } from '../storage/connection.ts';
import { tablesOf, type QueryCondition } from './query/condition.ts';

export interface Totals {
  readonly total: number;
  /** Seconds. */
  readonly duration: number;
  readonly bytes: number;
}

export interface Found extends Totals {
  /** The ids of the tracks as a JSON array, in no order; null where they are many. */
  readonly ids: string | null;
}

/** How many conditions are remembered between two changes of the database. */
const REMEMBERED = 64;
/** So many tracks are sorted sooner than a condition is tested again on all tracks of a large library. */
const FEW = 30_000;
/** Characters of ids that are remembered: some hundreds of KB. */
const REMEMBERED_IDS = 500_000;

export class Matches {
  readonly #connection: Connection;
  readonly #few: number;
  readonly #found = new Map<string, Found>();
  #version = -1;
  #characters = 0;

  constructor(connection: Connection, few = FEW) {
    this.#connection = connection;
    this.#few = few;
  }

  of(condition: QueryCondition): Found {
    const { sql, values } = condition;
    const version = this.#connection.pragma('data_version', { simple: true }) as number;
    if (version !== this.#version || this.#found.size > REMEMBERED) this.#forget();
    this.#version = version;
    const key = JSON.stringify([sql, values]);
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#search(condition);
    if (this.#characters + lengthOf(found) > REMEMBERED_IDS) this.#forget();
    this.#characters += lengthOf(found);
    this.#found.set(key, found);
    return found;
  }

  #forget(): void {
    this.#found.clear();
    this.#characters = 0;
  }

  #search(condition: QueryCondition): Found {
    const found = this.#connection
      .prepare<unknown[], Totals & { readonly ids: string }>(
        `SELECT count(*) AS total, coalesce(sum(track.duration), 0) AS duration, coalesce(sum(track.bytes), 0) AS bytes,
          json_group_array(track.id) AS ids FROM ${tablesOf(condition)} WHERE ${condition.sql}`,
      )
      .get(...condition.values)!;
    return found.total > this.#few ? { ...found, ids: null } : found;
  }
}

function lengthOf({ ids }: Found): number {
  return ids?.length ?? 0;
}
