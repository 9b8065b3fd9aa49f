/**
 * The player: plays the tracks of the queue one after another. `loaded-track.ts` has the one that is loaded and the
 * output that makes its sound.
 */
import type { PlayerCommand } from '../../app/model/player.ts';
import type { TrackRow } from '../../app/model/tracks.ts';
import { showToast } from '../messages/toasts.ts';
import type { SortOrder } from '../navigation/address.ts';
import { errorWords, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import { followEnds, load, loadAgain, output, rowsOf } from './loaded-track.ts';
import { nextPlayable, type Place } from './next-playable.ts';
import { goOn, requestPlay } from './play-requests.ts';
import { usePlayer } from './player-state.ts';
import { toggleShuffle } from './queue-commands.ts';
import { queueOf, shuffled, withNext, type Queue } from './queue.ts';
import { keepPlayback, rememberedPlayback } from './kept-playback.ts';
import { linkToService } from './service-link.ts';
import { chooseGainMode, followSoundSettings } from './sound-settings.ts';
import { describePosition, followMediaKeys } from './system-media.ts';

export { usePlayer } from './player-state.ts';

/** What is played: a list of the library as it is now, or named tracks. */
export type PlaySource =
  | { readonly kind: 'list'; readonly query: string; readonly sort: SortOrder }
  | { readonly kind: 'tracks'; readonly ids: readonly number[] };

/** Ids of tracks, where the service has told them, or is asked for them. */
type AskedIds = readonly number[] | Promise<readonly number[]>;

/** "Previous" within this time of a track's begin goes to the track before; later, to the begin. */
const RESTART_AFTER_S = 3;

const NEXT_GAIN_MODE = { off: 'track', track: 'album', album: 'off' } as const;

/** The ids of the list that was started: until they arrive, the queue has the one track. */
let awaitedQueue: Promise<void> = Promise.resolve();

/** Plays a track; `source` says what stands before and after it in the queue. */
export async function play(track: TrackRow, source: PlaySource): Promise<void> {
  const ids = source.kind === 'tracks' && source.ids.includes(track.id) ? source.ids : [track.id];
  const queue = mixed(queueOf(ids, ids.indexOf(track.id)));
  requestPlay();
  usePlayer.setState({ queue });
  awaitedQueue = source.kind === 'list' ? fillQueue(queue, track.id, source) : Promise.resolve();
  await start(track);
}

/** Plays tracks in their order, from the first that can be played; from any one where they are shuffled. */
export async function playTracks(ids: AskedIds, shuffle = usePlayer.getState().shuffle): Promise<void> {
  await enterAsked(ids, (found) => {
    usePlayer.setState({ shuffle });
    const queue = mixed(queueOf(found, shuffle ? Math.floor(Math.random() * found.length) : 0));
    return { queue, index: 0 };
  });
}

/** Plays tracks in their order, from one of them on. */
export async function playFrom(ids: AskedIds, index: number): Promise<void> {
  await enterAsked(ids, (found) => {
    const queue = mixed(queueOf(found, index));
    return { queue, index: queue.current };
  });
}

/** Plays one of several copies of a track from a place on, so that they can be compared. @param position seconds */
export async function playAt(ids: readonly number[], index: number, position: number): Promise<void> {
  const queue = queueOf(ids, index);
  await enter(queue, index, position);
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
  } else if (output().isPaused()) output().play();
  else output().pause();
}

export async function playNext(): Promise<void> {
  await step(1);
}

/** The track before, or the begin of this one when it has played for a while. */
export async function playPrevious(): Promise<void> {
  if (output().position() > RESTART_AFTER_S) seek(0);
  else await step(-1);
}

/** @param position seconds from the begin */
export function seek(position: number): void {
  const { track, duration } = usePlayer.getState();
  if (track === null) return;
  const target = Math.max(0, Math.min(position, duration));
  output().seek(target);
  usePlayer.setState({ position: target });
  describePosition();
}

/** @param volume 0..1 */
export function setVolume(volume: number): void {
  usePlayer.setState({ volume: Math.max(0, Math.min(1, volume)), muted: false });
}

/** Makes tracks equally loud in the next way: not, each one, or each album. */
export function changeGainMode(): void {
  void chooseGainMode(NEXT_GAIN_MODE[usePlayer.getState().gainMode]);
}

export function toggleMuted(): void {
  usePlayer.setState(({ muted }) => ({ muted: !muted }));
}

/** Does what media controls ask for. */
function perform(command: PlayerCommand): void {
  switch (command.do) {
    case 'play':
      if (usePlayer.getState().track === null || output().isPaused()) void togglePlay();
      break;
    case 'pause':
      output().pause();
      break;
    case 'toggle':
      void togglePlay();
      break;
    case 'stop':
      output().pause();
      seek(0);
      break;
    case 'next':
      void playNext();
      break;
    case 'previous':
      void playPrevious();
      break;
    case 'seek':
      seek(command.position);
      break;
    case 'volume':
      setVolume(command.volume);
      break;
    case 'shuffle':
      if (command.on !== usePlayer.getState().shuffle) toggleShuffle();
      break;
    case 'repeat':
      usePlayer.setState({ repeat: command.mode });
      break;
    default:
  }
}

/** The steps that were asked for: each goes on from where the one before it has led, unless something else is played. */
let stepped: Promise<void> = Promise.resolve();

async function step(direction: 1 | -1): Promise<void> {
  const isWanted = goOn();
  stepped = stepped.then(() => (isWanted() ? stepOnce(direction) : undefined));
  await stepped;
}

async function stepOnce(direction: 1 | -1): Promise<void> {
  await awaitedQueue;
  const { track, queue, repeat } = usePlayer.getState();
  if (track === null || queue === null) return;
  try {
    const next = await nextPlayable(queue, queue.current, direction, repeat, rowsOf);
    if (usePlayer.getState().track !== track) return;
    if (next !== null) {
      enterAt(queue, next);
    } else if (direction === 1) output().pause();
    else seek(0);
  } catch {
    usePlayer.setState({ problem: t('The next track could not be found: the library service does not answer.') });
  }
}

/** Plays a queue of tracks that the service may still be asked for, unless something else is to be played meanwhile. */
async function enterAsked(
  ids: AskedIds,
  toQueue: (ids: readonly number[]) => { readonly queue: Queue; readonly index: number },
): Promise<void> {
  const isLatest = requestPlay();
  try {
    const found = await ids;
    if (!isLatest()) return;
    const { queue, index } = toQueue(found);
    await enter(queue, index);
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** Plays the first entry of a queue, from `index` on, that can be played. */
async function enter(queue: Queue, index: number, position = 0): Promise<void> {
  const isLatest = requestPlay();
  try {
    const found = await nextPlayable(queue, index - 1, 1, 'off', rowsOf);
    if (!isLatest()) return;
    if (found === null) showToast(t('None of these tracks can be played.'), { tone: 'problem' });
    else enterAt(queue, found, position);
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** The queue may have changed since the entry was looked for: the entry is found by its key again. */
function enterAt(queue: Queue, { index, row }: Place, position = 0): void {
  const { key } = queue.entries[index]!;
  const now = usePlayer.getState().queue;
  const place = now?.entries.findIndex((entry) => entry.key === key && entry.id === row.id) ?? -1;
  usePlayer.setState({ queue: now !== null && place >= 0 ? { ...now, current: place } : { ...queue, current: index } });
  void start(row, position);
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

async function start(track: TrackRow, position = 0): Promise<void> {
  if (await load(track, position, awaitedQueue)) output().play();
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
  if (track !== undefined) await load(track, settings.position, Promise.resolve());
}

followEnds(() => {
  const { repeat, track } = usePlayer.getState();
  if (repeat === 'one' && track !== null) void start(track);
  else void playNext();
});
followMediaKeys({
  play: () => output().play(),
  pause: () => output().pause(),
  next: playNext,
  previous: playPrevious,
  seek,
});
keepPlayback();
void restore();
followSoundSettings(() => void loadAgain());
linkToService(perform);
