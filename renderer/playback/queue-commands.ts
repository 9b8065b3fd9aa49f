/** Changes of the queue that a person asks for, and the tracks that are added by themselves when it ends. */
import { showToast } from '../messages/toasts.ts';
import { service } from '../service/client.ts';
import { t } from '../words/text.ts';
import { usePlayer } from './player-state.ts';
import {
  moved,
  queueOf,
  shuffled,
  unshuffled,
  upcoming,
  withAt,
  withLast,
  withNext,
  without,
  withoutUpcoming,
  type Queue,
  type Repeat,
} from './queue.ts';

/** Similar tracks are looked for when fewer tracks than this are still to come. */
const FEW = 3;
const SIMILAR_ADDED = 10;
/** A track that played within the last so many does not come again. */
const NOT_AGAIN_WITHIN = 200;
const REPEATS: readonly Repeat[] = ['off', 'all', 'one'];

/** Plays tracks after the one that plays. */
export function queueNext(ids: readonly number[]): void {
  change((queue) => withNext(queue, ids), t('{{count}} tracks play next', { count: ids.length }));
}

/** Plays tracks after all others. */
export function queueLast(ids: readonly number[]): void {
  change((queue) => withLast(queue, ids), t('{{count}} tracks added to the queue', { count: ids.length }));
}

export function removeFromQueue(keys: readonly number[]): void {
  change(
    (queue) => without(queue, new Set(keys)),
    t('{{count}} tracks removed from the queue', { count: keys.length }),
  );
}

export function clearQueue(): void {
  const { queue } = usePlayer.getState();
  const count = queue === null ? 0 : upcoming(queue).length;
  if (count > 0) change(withoutUpcoming, t('{{count}} tracks removed from the queue', { count }));
}

/** @param before index in the whole queue of the entry in front of which they go */
export function moveInQueue(keys: readonly number[], before: number): void {
  usePlayer.setState(({ queue }) => ({ queue: queue === null ? null : moved(queue, keys, before) }));
}

/** Adds tracks at a place of the whole queue. */
export function placeInQueue(ids: readonly number[], before: number): void {
  change((queue) => withAt(queue, ids, before), t('{{count}} tracks added to the queue', { count: ids.length }));
}

export function toggleShuffle(): void {
  usePlayer.setState(({ queue, shuffle }) => ({
    shuffle: !shuffle,
    queue: queue === null ? null : shuffle ? unshuffled(queue) : shuffled(queue, Math.random),
  }));
}

export function changeRepeat(): void {
  usePlayer.setState(({ repeat }) => ({ repeat: REPEATS[(REPEATS.indexOf(repeat) + 1) % REPEATS.length]! }));
}

/** Plays tracks like the one that plays for as long as one listens, or stops doing so. */
export function toggleEndless(): void {
  usePlayer.setState(({ endless }) => ({ endless: !endless }));
  void extendQueue();
}

/** Adds similar tracks to the end of a queue that ends soon, where that is wanted. */
export async function extendQueue(): Promise<void> {
  const { queue, endless } = usePlayer.getState();
  if (!endless || queue === null || upcoming(queue).length >= FEW) return;
  const last = queue.entries.at(-1);
  if (last === undefined) return;
  const found = await service.tracks.similar.query({ id: last.id, limit: NOT_AGAIN_WITHIN }).catch(() => []);
  const now = usePlayer.getState().queue;
  if (now === null || now.entries.at(-1) !== last) return;
  const recent = new Set(now.entries.slice(-NOT_AGAIN_WITHIN).map(({ id }) => id));
  const fresh = found.filter(({ track }) => !recent.has(track.id) && track.error === null && !track.missing);
  if (fresh.length === 0) return;
  const ids = fresh.slice(0, SIMILAR_ADDED).map(({ track }) => track.id);
  usePlayer.setState({ queue: withLast(now, ids) });
}

/** Changes the queue and says so. With nothing to play, the queue begins with the first of the tracks. */
function change(by: (queue: Queue) => Queue, words: string): void {
  const { queue: before } = usePlayer.getState();
  const after = by(before ?? queueOf([], -1));
  usePlayer.setState({ queue: after });
  showToast(words, {
    action: {
      label: t('Undo'),
      // Not where the queue has gone on or changed since: what plays now must not be lost.
      run: () => usePlayer.setState(({ queue }) => (queue === after ? { queue: before } : {})),
    },
  });
}
