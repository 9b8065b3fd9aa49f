/** A player for tests: it plays track 5, at 12 seconds. */
import type { PlayerReport } from '../model/player.ts';

export function reportOf(change: Partial<PlayerReport> = {}): PlayerReport {
  return {
    state: 'playing',
    track: 5,
    position: 12,
    volume: 0.5,
    shuffle: false,
    repeat: 'off',
    hasNext: true,
    hasPrevious: true,
    canRaise: false,
    ...change,
  };
}
