/**
 * The player: plays the tracks of the queue one after another. The output makes the sound and is the truth about it;
 * the state follows its events.
 */
import type { TrackRow } from '../../app/model/tracks.ts';
import { showToast } from '../messages/toasts.ts';
import type { SortOrder } from '../navigation/address.ts';
import { errorWords, service } from '../service/client.ts';
import { elementOutput } from './element-output.ts';
import { gainFactor, gainOf, type GainTags } from './gain.ts';
import { Listening } from './listening.ts';
import { nextPlayable, type Place } from './next-playable.ts';
import { playbackProblem } from './playback-problem.ts';
import { usePlayer } from './player-state.ts';
import { extendQueue } from './queue-commands.ts';
import { queueOf, shuffled, withNext, type Queue } from './queue.ts';
import { keepPlayback, rememberedPlayback } from './kept-playback.ts';
import { describePosition, describeTrack, followMediaKeys } from './system-media.ts';

export { usePlayer } from './player-state.ts';

/** What is played: a list of the library as it is now, or named tracks. */
export type PlaySource =
  | { readonly kind: 'list'; readonly query: string; readonly sort: SortOrder }
  | { readonly kind: 'tracks'; readonly ids: readonly number[] };

/** "Previous" within this time of a track's begin goes to the track before; later, to the begin. */
const RESTART_AFTER_S = 3;

const NEXT_GAIN_MODE = { off: 'track', track: 'album', album: 'off' } as const;

/** The ids of the list that was started: until they arrive, the queue has the one track. */
let awaitedQueue: Promise<void> = Promise.resolve();

/** The tags of the track that plays, by which its gain is found. */
let tags: GainTags = {};

/** The library counts what is heard. A service that does not answer loses a count, and nothing waits for it. */
const listening = new Listening((id, kind) => {
  service.tracks.played.mutate({ id, kind }).catch(() => {});
});

const output = elementOutput({
  playing(playing) {
    usePlayer.setState({ playing });
    describePosition();
  },
  reached(position) {
    usePlayer.setState({ position });
    listening.reach(position);
  },
  // The library knows how long a track is; a stream that is decoded while it plays does not.
  duration(duration) {
    if ((usePlayer.getState().track?.duration ?? 0) === 0) usePlayer.setState({ duration });
  },
  ended() {
    const { repeat, track } = usePlayer.getState();
    if (repeat === 'one' && track !== null) start(track);
    else void playNext();
  },
  joined() {},
  failed(stopped) {
    const { track } = usePlayer.getState();
    usePlayer.setState({ playing: false });
    if (track === null) return;
    void playbackProblem(track, stopped).then((problem) => {
      if (usePlayer.getState().track === track) usePlayer.setState({ problem });
      return undefined;
    });
  },
});

/** Plays a track; `source` says what stands before and after it in the queue. */
export async function play(track: TrackRow, source: PlaySource): Promise<void> {
  const ids = source.kind === 'tracks' && source.ids.includes(track.id) ? source.ids : [track.id];
  const queue = mixed(queueOf(ids, ids.indexOf(track.id)));
  usePlayer.setState({ queue });
  start(track);
  if (source.kind !== 'list') return;
  awaitedQueue = fillQueue(queue, track.id, source);
  await awaitedQueue;
}

/** Plays tracks in their order, from the first that can be played; from any one where they are shuffled. */
export async function playTracks(ids: readonly number[], shuffle = usePlayer.getState().shuffle): Promise<void> {
  usePlayer.setState({ shuffle });
  await enter(mixed(queueOf(ids, shuffle ? Math.floor(Math.random() * ids.length) : 0)), 0);
}

/** Plays tracks in their order, from one of them on. */
export async function playFrom(ids: readonly number[], index: number): Promise<void> {
  const queue = mixed(queueOf(ids, index));
  await enter(queue, queue.current);
}

/** Plays an entry of the queue; where it cannot be played, the next one that can. */
export async function playEntry(key: number): Promise<void> {
  const { queue } = usePlayer.getState();
  const index = queue?.entries.findIndex((entry) => entry.key === key) ?? -1;
  if (queue !== null && index >= 0) await enter(queue, index);
}

/** Plays or pauses; where nothing is loaded, the queue begins. */
export async function togglePlay(): Promise<void> {
  const { track, queue } = usePlayer.getState();
  if (track === null) {
    if (queue !== null && queue.entries.length > 0) await enter(queue, 0);
  } else if (output.isPaused()) output.play();
  else output.pause();
}

export async function playNext(): Promise<void> {
  await step(1);
}

/** The track before, or the begin of this one when it has played for a while. */
export async function playPrevious(): Promise<void> {
  if (output.position() > RESTART_AFTER_S) seek(0);
  else await step(-1);
}

/** @param position seconds from the begin */
export function seek(position: number): void {
  const { track, duration } = usePlayer.getState();
  if (track === null) return;
  const target = Math.max(0, Math.min(position, duration));
  output.seek(target);
  usePlayer.setState({ position: target });
  describePosition();
}

/** @param volume 0..1 */
export function setVolume(volume: number): void {
  usePlayer.setState({ volume: Math.max(0, Math.min(1, volume)), muted: false });
}

/** Makes tracks equally loud in the next way: not, each one, or each album. */
export function changeGainMode(): void {
  usePlayer.setState(({ gainMode }) => ({ gainMode: NEXT_GAIN_MODE[gainMode] }));
}

export function toggleMuted(): void {
  usePlayer.setState(({ muted }) => ({ muted: !muted }));
}

async function step(direction: 1 | -1): Promise<void> {
  await awaitedQueue;
  const { track, queue, repeat } = usePlayer.getState();
  if (track === null || queue === null) return;
  try {
    const next = await nextPlayable(queue, queue.current, direction, repeat, rowsOf);
    if (usePlayer.getState().track !== track) return;
    if (next !== null) {
      enterAt(queue, next);
    } else if (direction === 1) output.pause();
    else seek(0);
  } catch {
    usePlayer.setState({ problem: 'The next track could not be found: the library service does not answer.' });
  }
}

/** Plays the first entry of a queue, from `index` on, that can be played. */
async function enter(queue: Queue, index: number): Promise<void> {
  try {
    const found = await nextPlayable(queue, index - 1, 1, 'off', rowsOf);
    if (found === null) showToast('None of these tracks can be played.', { tone: 'problem' });
    else enterAt(queue, found);
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** The queue may have changed since the entry was looked for: the entry is found by its key again. */
function enterAt(queue: Queue, { index, row }: Place): void {
  const { key } = queue.entries[index]!;
  const now = usePlayer.getState().queue;
  const place = now?.entries.findIndex((entry) => entry.key === key && entry.id === row.id) ?? -1;
  usePlayer.setState({ queue: now !== null && place >= 0 ? { ...now, current: place } : { ...queue, current: index } });
  start(row);
}

/** Puts the whole list in the place of its one track that plays already; what was added meanwhile comes next. */
async function fillQueue(started: Queue, id: number, { query, sort }: PlaySource & { kind: 'list' }): Promise<void> {
  const ids = await service.tracks.ids.query({ query, sort: [...sort] }).catch(() => null);
  const { queue } = usePlayer.getState();
  if (ids === null || queue === null || queue.entries[0] !== started.entries[0]) return;
  const added = queue.entries.slice(1).map((entry) => entry.id);
  const at = ids.indexOf(id);
  usePlayer.setState({ queue: withNext(mixed(at < 0 ? queueOf([id, ...ids], 0) : queueOf(ids, at)), added) });
}

function mixed(queue: Queue): Queue {
  return usePlayer.getState().shuffle ? shuffled(queue, Math.random) : queue;
}

function start(track: TrackRow): void {
  load(track, 0);
  output.play();
}

function load(track: TrackRow, position: number): void {
  usePlayer.setState({ track, position, duration: track.duration, problem: null, gain: null });
  tags = {};
  output.load(track.id, position);
  listening.begin(track, position);
  describeTrack(track);
  void findGain(track);
  void extendQueue();
}

/** Finds the gain of the track that plays; a service that does not answer leaves it as loud as it is. */
async function findGain(track: TrackRow): Promise<void> {
  if (usePlayer.getState().gainMode !== 'off') {
    const found = await service.tracks.tags.query({ ids: [track.id] }).catch(() => null);
    if (usePlayer.getState().track !== track) return;
    tags = found?.[track.id] ?? {};
  }
  usePlayer.setState({ gain: gainOf(tags, usePlayer.getState().gainMode) });
}

function rowsOf(ids: readonly number[]): Promise<readonly TrackRow[]> {
  return service.tracks.rows.query({ ids: [...ids] });
}

/** Loads what was played before the page was closed, paused where it was: browsers let no page begin to play. */
async function restore(): Promise<void> {
  const { queue, settings } = rememberedPlayback();
  usePlayer.setState(settings);
  if (queue === null) return;
  const entry = queue.entries[queue.current];
  const [track] = entry === undefined ? [] : await rowsOf([entry.id]).catch(() => []);
  if (usePlayer.getState().queue !== null) return;
  usePlayer.setState({ queue });
  if (track !== undefined) load(track, settings.position);
}

usePlayer.subscribe((now, before) => {
  if (now.gainMode !== before.gainMode && now.track !== null) void findGain(now.track);
  output.setLevel(now.muted ? 0 : now.volume * gainFactor(now.gain, tags));
});
followMediaKeys({
  play: () => output.play(),
  pause: () => output.pause(),
  next: playNext,
  previous: playPrevious,
  seek,
});
keepPlayback();
void restore();
