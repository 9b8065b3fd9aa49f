/**
 * The best of several copies of a track, kept up to date track by track. Of equally good copies it is the one with
 * the smallest id, so that the choice does not depend on the order of changes.
 */
import type { TreeEntry } from './entries.ts';

interface Copies {
  readonly key: string;
  /** Quality by track id. */
  readonly tracks: Map<number, number>;
  best: number;
}

export class BestCopies {
  readonly #groups = new Map<string, Copies>();
  readonly #groupOf = new Map<number, Copies>();

  /**
   * Divides changed tracks into those that are the best of their copies and those that are not.
   * @param removed ids of tracks that are gone
   * @returns `shown`: the changed tracks to show; `hidden`: tracks to show no longer; `stale`: unchanged tracks that
   *   are the best now
   */
  apply(
    changed: readonly TreeEntry[],
    removed: readonly number[],
  ): { shown: TreeEntry[]; hidden: number[]; stale: Set<number> } {
    const touched = new Map<Copies, number>();
    for (const id of removed) this.#leave(id, touched);
    for (const entry of changed) this.#enter(entry, touched);
    const stale = new Set<number>();
    const hidden = new Set<number>(removed);
    for (const [group, before] of touched) {
      group.best = bestOf(group.tracks);
      if (group.tracks.size === 0) this.#groups.delete(group.key);
      if (group.best === before) continue;
      if (group.tracks.has(before)) hidden.add(before);
      if (group.tracks.size > 0) stale.add(group.best);
    }
    const shown: TreeEntry[] = [];
    for (const entry of changed) {
      const group = this.#groupOf.get(entry.id);
      if (group === undefined || group.best === entry.id) shown.push(entry);
      else hidden.add(entry.id);
      stale.delete(entry.id);
    }
    return { shown, hidden: [...hidden], stale };
  }

  #enter({ id, copyOf, quality = 0 }: TreeEntry, touched: Map<Copies, number>): void {
    const known = this.#groupOf.get(id);
    if (known !== undefined && known.key !== copyOf) this.#leave(id, touched);
    if (copyOf === undefined) return;
    let group = this.#groups.get(copyOf);
    if (group === undefined) {
      group = { key: copyOf, tracks: new Map(), best: 0 };
      this.#groups.set(copyOf, group);
    }
    if (!touched.has(group)) touched.set(group, group.best);
    group.tracks.set(id, quality);
    this.#groupOf.set(id, group);
  }

  #leave(id: number, touched: Map<Copies, number>): void {
    const group = this.#groupOf.get(id);
    if (group === undefined) return;
    if (!touched.has(group)) touched.set(group, group.best);
    group.tracks.delete(id);
    this.#groupOf.delete(id);
  }
}

function bestOf(tracks: ReadonlyMap<number, number>): number {
  let best = 0;
  let highest = -Infinity;
  for (const [id, quality] of tracks) {
    if (quality > highest || (quality === highest && id < best)) [best, highest] = [id, quality];
  }
  return best;
}
