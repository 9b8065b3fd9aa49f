/**
 * What the player keeps across reloads of the page and restarts: its settings with the track and the place in it, and
 * apart from them the queue, which may be long and changes less often. Text in and out; anything malformed is as if it
 * were absent.
 */
import type { Queue, Repeat } from './queue.ts';

/** Whether tracks are made equally loud: each one, each album as a whole, or not. */
export type GainMode = 'off' | 'track' | 'album';

export interface PlaybackSettings {
  /** 0..1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly repeat: Repeat;
  readonly shuffle: boolean;
  readonly gainMode: GainMode;
  /** Whether similar tracks are added when the queue ends. */
  readonly endless: boolean;
  /** The place in the track that plays, in seconds. */
  readonly position: number;
}

export const USUAL_SETTINGS: PlaybackSettings = {
  volume: 1,
  muted: false,
  repeat: 'off',
  shuffle: false,
  gainMode: 'off',
  endless: false,
  position: 0,
};

const REPEATS: readonly Repeat[] = ['off', 'all', 'one'];
const GAIN_MODES: readonly GainMode[] = ['off', 'track', 'album'];

/** Longer queues are not kept: storage of the browser is small. */
const MOST_ENTRIES = 200_000;

export function parseSettings(text: string | null): PlaybackSettings {
  const { volume, muted, repeat, shuffle, gainMode, endless, position } = recordOf(text);
  return {
    volume: isNumber(volume) && volume >= 0 && volume <= 1 ? volume : USUAL_SETTINGS.volume,
    muted: muted === true,
    repeat: REPEATS.find((one) => one === repeat) ?? USUAL_SETTINGS.repeat,
    shuffle: shuffle === true,
    gainMode: GAIN_MODES.find((one) => one === gainMode) ?? USUAL_SETTINGS.gainMode,
    endless: endless === true,
    position: isNumber(position) && position >= 0 ? position : 0,
  };
}

export function formatQueue(queue: Queue | null): string {
  if (queue === null || queue.entries.length > MOST_ENTRIES) return '';
  const { entries, current, shuffled } = queue;
  const ranks = shuffled ? { ranks: entries.map(({ rank }) => rank) } : {};
  return JSON.stringify({ ids: entries.map(({ id }) => id), current, ...ranks });
}

export function parseQueue(text: string | null): Queue | null {
  const { ids, current, ranks } = recordOf(text);
  if (!isList(ids, isId) || !isNumber(current) || (current !== -1 && !(current in ids)) || ids.length === 0) {
    return null;
  }
  const isRanked = isList(ranks, isNumber) && ranks.length === ids.length;
  return {
    entries: ids.map((id, index) => ({ key: index, id, rank: isRanked ? ranks[index]! : index })),
    current,
    shuffled: isRanked,
    nextKey: ids.length,
  };
}

function recordOf(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isList<T>(value: unknown, isOne: (one: unknown) => one is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isId(value: unknown): value is number {
  return isNumber(value) && Number.isSafeInteger(value) && value > 0;
}
