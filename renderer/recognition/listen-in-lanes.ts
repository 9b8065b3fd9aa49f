/** Listening to sounds beside each other: a change of sound keeps the place in the music. */
import { playAt, seek, togglePlay, usePlayer } from '../playback/player.ts';
import { placeInLane, type Lane } from './sound-lanes.ts';

/** Where what plays is on the clock of the first sound; null where something else plays, or nothing. */
export function placeOnClock(
  lanes: readonly Lane[],
  { track, position }: Pick<ReturnType<typeof usePlayer.getState>, 'track' | 'position'>,
): number | null {
  const lane = lanes.find(({ id }) => id === track?.id);
  return lane === undefined ? null : position + lane.begin;
}

/** Plays one of the sounds. @param place on the clock of the first; where what plays now is, by default */
export async function listenTo(lanes: readonly Lane[], at: number, place?: number): Promise<void> {
  const lane = lanes[at];
  if (lane === undefined) return;
  const now = usePlayer.getState();
  const from = place ?? placeOnClock(lanes, now) ?? lane.begin;
  if (now.track?.id === lane.id) {
    // A slider that is dragged asks many times: what is loaded stays so.
    seek(placeInLane(lane, from));
    if (!now.playing) await togglePlay();
    return;
  }
  await playAt(
    lanes.map(({ id }) => id),
    at,
    placeInLane(lane, from),
  );
}
