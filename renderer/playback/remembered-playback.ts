/**
 * What the player keeps across reloads of the page: volume, track, position and queue. Text in and out; anything
 * malformed is as if it were absent.
 */
import { SORT_FIELDS, type Sort } from '../navigation/address.ts';
import type { Queue } from './queue.ts';

export interface RememberedPlayback {
  /** 0..1. */
  readonly volume: number;
  readonly muted: boolean;
  /** The track that was loaded, or `null`. */
  readonly loaded: { readonly track: number; readonly queue: Queue; readonly position: number } | null;
}

export const NOTHING_REMEMBERED: RememberedPlayback = { volume: 1, muted: false, loaded: null };

/** Queues of named tracks are kept up to this length: storage of the browser is small. */
const MOST_IDS = 10_000;

export function formatPlayback(playback: RememberedPlayback): string {
  const { loaded } = playback;
  const isLong = loaded?.queue.kind === 'tracks' && loaded.queue.ids.length > MOST_IDS;
  return JSON.stringify(isLong ? { ...playback, loaded: null } : playback);
}

export function parsePlayback(text: string | null): RememberedPlayback {
  const { volume, muted, loaded } = recordOf(text);
  return {
    volume: isNumber(volume) && volume >= 0 && volume <= 1 ? volume : NOTHING_REMEMBERED.volume,
    muted: muted === true,
    loaded: parseLoaded(loaded),
  };
}

function parseLoaded(value: unknown): RememberedPlayback['loaded'] {
  const { track, queue, position } = asRecord(value);
  const known = parseQueue(queue);
  if (!isId(track) || known === null || !isNumber(position) || position < 0) return null;
  return { track, queue: known, position };
}

function parseQueue(value: unknown): Queue | null {
  const { kind, query, sort, ids } = asRecord(value);
  if (kind === 'tracks') return Array.isArray(ids) && ids.every(isId) ? { kind, ids } : null;
  const order = parseSort(sort);
  return kind === 'list' && typeof query === 'string' && order !== null ? { kind, query, sort: order } : null;
}

function parseSort(value: unknown): Sort | null {
  const { field, descending } = asRecord(value);
  const known = SORT_FIELDS.find((name) => name === field);
  return known === undefined || typeof descending !== 'boolean' ? null : { field: known, descending };
}

function recordOf(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isId(value: unknown): value is number {
  return isNumber(value) && Number.isSafeInteger(value) && value > 0;
}
