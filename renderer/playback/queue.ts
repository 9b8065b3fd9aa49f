/**
 * The play queue as a plain value: the tracks in the order in which they play, and which of them plays. All functions
 * are pure and return a new queue, so that a change can be taken back by keeping the queue before it.
 *
 * A track may stand in the queue more than once: an entry has a key of its own, which stays when it moves.
 */
export interface QueueEntry {
  readonly key: number;
  /** Id of the track. */
  readonly id: number;
  /** Its place before the queue was shuffled; entries that were added next to another share its place. */
  readonly rank: number;
}

export interface Queue {
  readonly entries: readonly QueueEntry[];
  /** Index of the entry that plays; −1 where none has begun. */
  readonly current: number;
  readonly shuffled: boolean;
  /** Key of the entry that is added next. */
  readonly nextKey: number;
}

export type Repeat = 'off' | 'all' | 'one';

/** A queue of these tracks, in this order. @param current index of the one that plays */
export function queueOf(ids: readonly number[], current: number): Queue {
  return {
    entries: ids.map((id, index) => ({ key: index, id, rank: index })),
    current,
    shuffled: false,
    nextKey: ids.length,
  };
}

/** The tracks that play after the one that plays now. */
export function upcoming(queue: Queue): readonly QueueEntry[] {
  return queue.entries.slice(queue.current + 1);
}

/** Adds tracks behind the one that plays. */
export function withNext(queue: Queue, ids: readonly number[]): Queue {
  return withAt(queue, ids, queue.current + 1);
}

/** Adds tracks at the end. */
export function withLast(queue: Queue, ids: readonly number[]): Queue {
  const last = queue.entries.reduce((most, { rank }) => Math.max(most, rank), -1);
  return inserted(queue, ids, queue.entries.length, last + 1);
}

/** Takes entries out; the one that plays stays. */
export function without(queue: Queue, keys: ReadonlySet<number>): Queue {
  const playing = queue.entries[queue.current]?.key;
  return around(
    queue,
    queue.entries.filter(({ key }) => key === playing || !keys.has(key)),
  );
}

/** Takes out all that comes after the entry that plays. */
export function withoutUpcoming(queue: Queue): Queue {
  return { ...queue, entries: queue.entries.slice(0, queue.current + 1) };
}

/** Moves entries, in their order, in front of the entry at an index; the entry that plays goes on playing. */
export function moved(queue: Queue, keys: readonly number[], before: number): Queue {
  const moving = new Set(keys);
  const stays = (entry: QueueEntry): boolean => !moving.has(entry.key);
  return around(queue, [
    ...queue.entries.slice(0, before).filter(stays),
    ...queue.entries.filter((entry) => !stays(entry)),
    ...queue.entries.slice(before).filter(stays),
  ]);
}

/** Adds tracks in front of the entry at an index, behind the one that plays at the earliest. */
export function withAt(queue: Queue, ids: readonly number[], before: number): Queue {
  const at = Math.max(queue.current + 1, Math.min(before, queue.entries.length));
  return inserted(queue, ids, at, queue.entries[at - 1]?.rank ?? 0);
}

/** Puts the entry that plays first, and the others behind it in a random order. @param random from 0 up to 1 */
export function shuffled(queue: Queue, random: () => number): Queue {
  const ranked = queue.shuffled ? queue.entries : queue.entries.map((entry, rank) => ({ ...entry, rank }));
  const first = ranked.slice(queue.current, queue.current + 1);
  const others = ranked.filter((entry) => entry !== first[0]);
  // R. Durstenfeld, "Algorithm 235: Random permutation", 1964.
  for (let last = others.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [others[last], others[other]] = [others[other]!, others[last]!];
  }
  return { ...queue, entries: [...first, ...others], current: first.length - 1, shuffled: true };
}

/** Takes shuffling back: all entries in the order before it. */
export function unshuffled(queue: Queue): Queue {
  const entries = queue.shuffled ? queue.entries.toSorted((a, b) => a.rank - b.rank) : queue.entries;
  return { ...around(queue, entries), shuffled: false };
}

/** The index that plays after (`step` 1) or before (−1) an index; `null` at the end of a queue that is not repeated. */
export function neighbour(queue: Queue, from: number, step: 1 | -1, repeat: Repeat): number | null {
  const index = from + step;
  if (index >= 0 && index < queue.entries.length) return index;
  if (repeat === 'off' || queue.entries.length === 0) return null;
  return index < 0 ? queue.entries.length - 1 : 0;
}

function inserted(queue: Queue, ids: readonly number[], at: number, rank: number): Queue {
  const added = ids.map((id, index) => ({ key: queue.nextKey + index, id, rank }));
  return {
    ...queue,
    entries: [...queue.entries.slice(0, at), ...added, ...queue.entries.slice(at)],
    nextKey: queue.nextKey + ids.length,
  };
}

/** The queue with other entries, in which the same entry plays. */
function around(queue: Queue, entries: readonly QueueEntry[]): Queue {
  const playing = queue.entries[queue.current]?.key;
  return { ...queue, entries, current: entries.findIndex(({ key }) => key === playing) };
}
