/** What the service is told of the player, and when: not while it only goes on. Pure. */
import type { PlayerReport } from '../../app/model/player.ts';
import { neighbour } from './queue.ts';
import type { PlayerState } from './player-state.ts';

/** A place that is further away than this from where the player was expected is a jump, in seconds. */
const JUMP = 0.5;

export type ReportedState = Pick<
  PlayerState,
  'track' | 'playing' | 'position' | 'volume' | 'muted' | 'shuffle' | 'repeat' | 'queue'
>;

export function reportOf(player: ReportedState, canRaise: boolean): PlayerReport {
  const { track, playing, position, volume, muted, shuffle, repeat, queue } = player;
  return {
    state: track === null ? 'stopped' : playing ? 'playing' : 'paused',
    track: track?.id ?? null,
    position: Math.max(0, position),
    volume: muted ? 0 : volume,
    shuffle,
    repeat,
    hasNext: queue !== null && neighbour(queue, queue.current, 1, repeat) !== null,
    // The begin of the track is always before.
    hasPrevious: track !== null,
    canRaise,
  };
}

/** Whether a report says more than the last one, which was made `passed` seconds ago. */
export function isNews(report: PlayerReport, last: PlayerReport | null, passed: number): boolean {
  if (last === null) return report.track !== null;
  const { position, ...now } = report;
  const { position: before, ...then } = last;
  if (JSON.stringify(now) !== JSON.stringify(then)) return true;
  return Math.abs(position - before - (report.state === 'playing' ? passed : 0)) > JUMP;
}
