/** What the player plays and how, as the page shows it; `player.ts` and `queue-commands.ts` change it. */
import { create } from 'zustand';
import type { TrackRow } from '../../app/model/tracks.ts';
import type { Gain } from './gain.ts';
import type { Queue } from './queue.ts';
import { USUAL_SETTINGS, type PlaybackSettings } from './remembered-playback.ts';

export interface PlayerState extends PlaybackSettings {
  readonly track: TrackRow | null;
  readonly queue: Queue | null;
  readonly playing: boolean;
  /** Seconds. */
  readonly duration: number;
  /** By how much the track is made louder, where it is. */
  readonly gain: Gain | null;
  /** Why the track cannot be played, in words, or `null`. */
  readonly problem: string | null;
}

export const usePlayer = create<PlayerState>()(() => ({
  ...USUAL_SETTINGS,
  track: null,
  queue: null,
  playing: false,
  duration: 0,
  gain: null,
  problem: null,
}));
