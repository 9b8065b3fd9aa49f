/**
 * The track that is loaded, and the output that plays it: tracks of one album that follow one another are joined
 * without a gap, others are streamed. The output is the truth about the sound; the state follows its events.
 */
import type { TrackRow } from '../../app/model/tracks.ts';
import { service } from '../service/client.ts';
import { elementOutput } from './element-output.ts';
import { gainFactor, gainOf, type Gain } from './gain.ts';
import { joiningOutput } from './joining-output.ts';
import { Listening } from './listening.ts';
import { nextPlayable, type Place } from './next-playable.ts';
import type { Output, OutputEvents } from './output.ts';
import { playbackProblem } from './playback-problem.ts';
import { usePlayer } from './player-state.ts';
import { extendQueue } from './queue-commands.ts';
import { useSoundSettings } from './sound-settings.ts';
import { isOfOneAlbum } from './same-album.ts';
import { describePosition, describeTrack } from './system-media.ts';

interface Loudness {
  readonly gain: Gain | null;
  readonly factor: number;
}

/** What plays next without a gap, as it was announced. */
interface Announced extends Place, Loudness {
  readonly key: number;
}

/** The library counts what is heard. A service that does not answer loses a count, and nothing waits for it. */
const listening = new Listening((id, kind) => {
  service.tracks.played.mutate({ id, kind }).catch(() => {});
});

const outputs: Readonly<Record<'streaming' | 'joining', Output>> = {
  streaming: elementOutput(eventsOf('streaming')),
  joining: joiningOutput(eventsOf('joining')),
};
let inUse: keyof typeof outputs = 'streaming';
/** Changes with each track that is loaded. */
let turn = 0;
/** A track is looked up: what the output tells is about the track before. */
let loading = false;
let announced: Announced | null = null;
let whenEnded = (): void => {};

/** @param ended called when a track has ended and nothing follows without a gap */
export function followEnds(ended: () => void): void {
  whenEnded = ended;
}

/** The output that has the track. */
export function output(): Output {
  return outputs[inUse];
}

/**
 * Loads a track in place of another.
 * @param position in seconds
 * @param queueKnown settles when it is known what plays before and after it
 * @returns whether it is loaded; `false` where another one was loaded meanwhile
 */
export async function load(track: TrackRow, position: number, queueKnown: Promise<void>): Promise<boolean> {
  turn += 1;
  const mine = turn;
  announced = null;
  loading = true;
  usePlayer.setState({ track, position, duration: track.duration, problem: null, gain: null });
  listening.begin(track, position);
  describeTrack(track);
  void extendQueue();
  await queueKnown;
  const [{ gain, factor }, joins] = await Promise.all([loudnessOf(track), hasAlbumBeside(track)]);
  if (mine !== turn) return false;
  const wanted = joins ? 'joining' : 'streaming';
  if (wanted !== inUse) output().pause();
  inUse = wanted;
  loading = false;
  usePlayer.setState({ gain });
  setVolume();
  output().load(track.id, position, factor);
  void announceNext();
  return true;
}

/** Loads what plays once more, where it is, with the gain that is wanted now. */
export async function loadAgain(): Promise<void> {
  const { track, position, playing } = usePlayer.getState();
  if (track !== null && (await load(track, position, Promise.resolve())) && playing) output().play();
}

/** Rows of tracks by their ids. */
export function rowsOf(ids: readonly number[]): Promise<readonly TrackRow[]> {
  return service.tracks.rows.query({ ids: [...ids] });
}

function setVolume(): void {
  const { muted, volume } = usePlayer.getState();
  output().setVolume(muted ? 0 : volume);
}

/** Says what comes next, where it is of the same album; it then follows without a gap. */
async function announceNext(): Promise<void> {
  const { queue, repeat, track } = usePlayer.getState();
  const mine = turn;
  if (inUse !== 'joining' || queue === null || track === null) return;
  const next = repeat === 'one' ? null : await nextPlayable(queue, queue.current, 1, repeat, rowsOf).catch(() => null);
  const fits = next !== null && isOfOneAlbum(track, next.row);
  const loudness = fits ? await loudnessOf(next.row) : null;
  const now = usePlayer.getState();
  // A later call answers for a later state, and may have come first.
  if (mine !== turn || now.queue !== queue || now.repeat !== repeat) return;
  announced = loudness === null ? null : { ...next!, ...loudness, key: queue.entries[next!.index]!.key };
  outputs.joining.announce(announced === null ? null : { track: announced.row.id, gain: announced.factor });
}

/** What was announced plays now. */
function takeAnnounced(): void {
  const { queue } = usePlayer.getState();
  if (announced === null || queue === null) return;
  const { row, key, gain } = announced;
  announced = null;
  turn += 1;
  const current = queue.entries.findIndex((entry) => entry.key === key);
  usePlayer.setState({ queue: { ...queue, current }, track: row, position: 0, duration: row.duration, gain });
  listening.begin(row, 0);
  describeTrack(row);
  describePosition();
  void extendQueue();
  void announceNext();
}

/** Whether the track before or behind it in the queue is of its album. */
async function hasAlbumBeside(track: TrackRow): Promise<boolean> {
  const { queue } = usePlayer.getState();
  if (queue === null || !useSoundSettings.getState().gapless) return false;
  const beside = [queue.entries[queue.current - 1], queue.entries[queue.current + 1]];
  const ids = beside.flatMap((entry) => entry?.id ?? []);
  const rows = ids.length === 0 ? [] : await rowsOf(ids).catch(() => []);
  return rows.some((row) => row.id !== track.id && isOfOneAlbum(row, track));
}

/** A service that does not answer leaves a track as loud as it is. */
async function loudnessOf({ id }: TrackRow): Promise<Loudness> {
  const { gainMode } = usePlayer.getState();
  if (gainMode === 'off') return { gain: null, factor: 1 };
  const tags = (await service.tracks.tags.query({ ids: [id] }).catch(() => null))?.[id] ?? {};
  const rules = useSoundSettings.getState();
  const gain = gainOf(tags, gainMode);
  const applied = gain && { ...gain, decibels: gain.decibels + rules.preamp };
  return { gain: applied, factor: gainFactor(gain, tags, rules) };
}

/** What an output tells counts while it is the one in use. */
function eventsOf(of: 'streaming' | 'joining'): OutputEvents {
  const ifInUse = <Argument extends readonly unknown[]>(act: (...argument: Argument) => void) => {
    return (...argument: Argument): void => {
      if (inUse === of && !loading) act(...argument);
    };
  };
  return {
    playing: ifInUse((playing: boolean) => {
      usePlayer.setState({ playing });
      describePosition();
    }),
    reached: ifInUse((position: number) => {
      usePlayer.setState({ position });
      listening.reach(position);
    }),
    // The library knows how long a track is; a stream that is decoded while it plays does not.
    duration: ifInUse((duration: number) => {
      if ((usePlayer.getState().track?.duration ?? 0) === 0) usePlayer.setState({ duration });
    }),
    ended: ifInUse(() => whenEnded()),
    joined: ifInUse(takeAnnounced),
    failed: ifInUse((stopped: boolean) => {
      const { track } = usePlayer.getState();
      usePlayer.setState({ playing: false });
      if (track !== null) void tell(track, stopped);
    }),
  };
}

async function tell(track: TrackRow, stopped: boolean): Promise<void> {
  const problem = await playbackProblem(track, stopped);
  if (usePlayer.getState().track === track) usePlayer.setState({ problem });
}

usePlayer.subscribe((now, before) => {
  if (now.volume !== before.volume || now.muted !== before.muted) setVolume();
  if (now.gainMode !== before.gainMode) void loadAgain();
  else if (now.queue !== before.queue || now.repeat !== before.repeat) void announceNext();
});
