/**
 * The player: one audio element for the life of the page, what it plays, and what comes after.
 * The element is the truth; the store follows its events.
 */
import { create } from 'zustand';
import type { TrackRow } from '../../app/model/tracks.ts';
import { service } from '../service/client.ts';
import { Listening } from './listening.ts';
import { playbackProblem } from './playback-problem.ts';
import { formatPlayback, parsePlayback } from './remembered-playback.ts';
import { neighbour, type Queue, type QueueSource } from './queue.ts';

interface PlayerState {
  readonly track: TrackRow | null;
  readonly queue: Queue | null;
  readonly playing: boolean;
  /** Seconds. */
  readonly position: number;
  readonly duration: number;
  /** Why the track cannot be played, in words, or `null`. */
  readonly problem: string | null;
  /** 0..1. */
  readonly volume: number;
  readonly muted: boolean;
}

export const usePlayer = create<PlayerState>()(() => ({
  track: null,
  queue: null,
  playing: false,
  position: 0,
  duration: 0,
  problem: null,
  volume: 1,
  muted: false,
}));

/** "Previous" within this time of a track's begin goes to the track before; later, to the begin. */
const RESTART_AFTER_S = 3;

/** Where what is played is kept. Storage may be denied or full: then nothing is. */
const keep = {
  read(): string | null {
    try {
      return window.localStorage.getItem('descant.playback');
    } catch {
      return null;
    }
  },
  write(text: string): void {
    try {
      window.localStorage.setItem('descant.playback', text);
    } catch {
      // As without storage: the next page begins anew.
    }
  },
};

const audio = new Audio();
audio.preload = 'auto';

const source: QueueSource = {
  position: (query, sort, id) => service.tracks.position.query({ query, sort: [sort], id }),
  at: async (query, sort, place) =>
    (await service.tracks.list.query({ query, sort: [sort], offset: place, limit: 1 })).rows[0] ?? null,
  byId: (id) => service.tracks.get.query({ id }).catch(() => null),
};

/** The library counts what is heard. A service that does not answer loses a count, and nothing waits for it. */
const listening = new Listening((id, kind) => {
  service.tracks.played.mutate({ id, kind }).catch(() => {});
});

/** Plays a track; `queue` says what comes after it. */
export async function play(track: TrackRow, queue: Queue): Promise<void> {
  usePlayer.setState({ track, queue, position: 0, duration: track.duration, problem: null });
  audio.src = `/media/${track.id}`;
  listening.begin(track);
  describeToSystem(track);
  await start();
}

/** Plays or pauses; with nothing loaded it does nothing. */
export async function togglePlay(): Promise<void> {
  if (usePlayer.getState().track === null) return;
  if (audio.paused) await start();
  else audio.pause();
}

export async function playNext(): Promise<void> {
  await step(1);
}

/** The track before, or the begin of this one when it has played for a while. */
export async function playPrevious(): Promise<void> {
  if (audio.currentTime > RESTART_AFTER_S) seek(0);
  else await step(-1);
}

/** @param position seconds from the begin */
export function seek(position: number): void {
  const { track, duration } = usePlayer.getState();
  if (track === null) return;
  const target = Math.max(0, Math.min(position, duration));
  audio.currentTime = target;
  usePlayer.setState({ position: target });
}

/** @param volume 0..1 */
export function setVolume(volume: number): void {
  audio.volume = Math.max(0, Math.min(1, volume));
  audio.muted = false;
}

export function toggleMuted(): void {
  audio.muted = !audio.muted;
}

/** Loads what was played before the page was reloaded, paused where it was: browsers let no page begin to play. */
async function restore(): Promise<void> {
  const { volume, muted, loaded } = parsePlayback(keep.read());
  audio.volume = volume;
  audio.muted = muted;
  if (loaded === null) return;
  const track = await source.byId(loaded.track);
  if (track === null || usePlayer.getState().track !== null) return;
  const { queue, position } = loaded;
  usePlayer.setState({ track, queue, position, duration: track.duration, problem: null });
  audio.src = `/media/${track.id}`;
  audio.currentTime = position;
  listening.begin(track, position);
  describeToSystem(track);
}

function remember(): void {
  const { track, queue, position, volume, muted } = usePlayer.getState();
  const loaded = track === null || queue === null ? null : { track: track.id, queue, position };
  keep.write(formatPlayback({ volume, muted, loaded }));
}

async function start(): Promise<void> {
  try {
    await audio.play();
  } catch {
    // A new track, a pause or an error has ended this attempt; the element's events say which.
  }
}

async function step(direction: 1 | -1): Promise<void> {
  const { track, queue } = usePlayer.getState();
  if (track === null || queue === null) return;
  try {
    const next = await neighbour(queue, track.id, direction, source);
    if (usePlayer.getState().track !== track) return;
    if (next !== null) await play(next, queue);
    else if (direction === 1) audio.pause();
    else seek(0);
  } catch {
    usePlayer.setState({ problem: 'The next track could not be found: the library service does not answer.' });
  }
}

function describeToSystem(track: TrackRow): void {
  if (!('mediaSession' in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: track.title,
    artist: track.artist,
    album: track.album,
    artwork: track.art === null ? [] : [{ src: track.art }],
  });
}

audio.addEventListener('play', () => usePlayer.setState({ playing: true }));
audio.addEventListener('pause', () => usePlayer.setState({ playing: false }));
audio.addEventListener('timeupdate', () => {
  usePlayer.setState({ position: audio.currentTime });
  listening.reach(audio.currentTime);
});
audio.addEventListener('volumechange', () => usePlayer.setState({ volume: audio.volume, muted: audio.muted }));
// The library knows how long a track is; a stream that is decoded while it plays does not.
audio.addEventListener('durationchange', () => {
  if ((usePlayer.getState().track?.duration ?? 0) === 0 && Number.isFinite(audio.duration)) {
    usePlayer.setState({ duration: audio.duration });
  }
});
audio.addEventListener('ended', () => void playNext());
audio.addEventListener('error', () => {
  const { track } = usePlayer.getState();
  usePlayer.setState({ playing: false });
  if (track === null) return;
  void playbackProblem(track, audio.error).then((problem) => {
    if (usePlayer.getState().track === track) usePlayer.setState({ problem });
    return undefined;
  });
});

if ('mediaSession' in navigator) {
  navigator.mediaSession.setActionHandler('play', () => void start());
  navigator.mediaSession.setActionHandler('pause', () => audio.pause());
  navigator.mediaSession.setActionHandler('nexttrack', () => void playNext());
  navigator.mediaSession.setActionHandler('previoustrack', () => void playPrevious());
  navigator.mediaSession.setActionHandler('seekto', ({ seekTime }) => seek(seekTime ?? 0));
}

window.addEventListener('pagehide', remember);
audio.addEventListener('pause', remember);
audio.addEventListener('volumechange', remember);
void restore();
