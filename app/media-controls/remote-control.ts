/** The player that media controls act on, for programs that call the API: what it plays, and what is asked of it. */
import type { PlayerCommand, ShownPlayerState } from '../model/player.ts';
import type { TrackDetail } from '../model/tracks.ts';
import { positionNow, type PlayerPages } from './player-pages.ts';

/** No open page has a track to play. */
export class NoPlayerError extends Error {
  readonly code = 'NO_PLAYER';
  constructor() {
    super('no open page has a track: open Descant and play one there; this controls it then');
    this.name = 'NoPlayerError';
  }
}

type PlayedTrack = Pick<TrackDetail, 'id' | 'title' | 'artist' | 'album' | 'duration'>;

/**
 * @param get null for a track that is gone
 * @param now milliseconds, on the clock of `players`
 * @returns null where no page has a track
 */
export async function shownPlayerState(
  players: Pick<PlayerPages, 'shown'>,
  get: (id: number) => Promise<PlayedTrack | null>,
  now: number,
): Promise<ShownPlayerState | null> {
  const { shown } = players;
  const loaded = shown?.report.track ?? null;
  const track = loaded === null ? null : await get(loaded);
  if (shown === null || track === null) return null;
  const { state, volume, shuffle, repeat } = shown.report;
  const { id, title, artist, album, duration } = track;
  return {
    state,
    position: positionNow(shown, duration, now),
    volume,
    shuffle,
    repeat,
    track: { id, title, artist, album, duration },
  };
}

/** @throws NoPlayerError */
export function askPlayer(players: Pick<PlayerPages, 'ask'>, command: PlayerCommand): void {
  if (!players.ask(command)) throw new NoPlayerError();
}
