import { describe, expect, it } from 'vitest';
import type { TrackRow } from '../../app/model/tracks.ts';
import { isNews, reportOf, type ReportedState } from './player-report.ts';
import { queueOf } from './queue.ts';

const STATE: ReportedState = {
  track: { id: 7 } as TrackRow,
  playing: true,
  position: 12,
  volume: 0.5,
  muted: false,
  shuffle: false,
  repeat: 'off',
  queue: queueOf([7, 8], 0),
};
const of = (change: Partial<ReportedState> = {}) => reportOf({ ...STATE, ...change }, false);

describe('what is told of the player', () => {
  it('is what it does now', () => {
    expect(of()).toEqual({
      state: 'playing',
      track: 7,
      position: 12,
      volume: 0.5,
      shuffle: false,
      repeat: 'off',
      hasNext: true,
      hasPrevious: true,
      canRaise: false,
    });
    expect(of({ playing: false, muted: true })).toMatchObject({ state: 'paused', volume: 0 });
    expect(of({ track: null, playing: false })).toMatchObject({ state: 'stopped', track: null, hasPrevious: false });
  });

  it('has a next track where the queue goes on or begins again', () => {
    expect(of({ queue: queueOf([7, 8], 1) }).hasNext).toBe(false);
    expect(of({ queue: queueOf([7, 8], 1), repeat: 'all' }).hasNext).toBe(true);
    expect(of({ queue: null }).hasNext).toBe(false);
  });

  it('is news where something changed or the place has jumped, and not while it only goes on', () => {
    expect(isNews(of(), null, 0)).toBe(true);
    expect(isNews(of({ track: null }), null, 0)).toBe(false);
    expect(isNews(of({ position: 17.5 }), of(), 5)).toBe(false);
    expect(isNews(of({ position: 12 }), of(), 5)).toBe(true);
    expect(isNews(of({ position: 40 }), of(), 5)).toBe(true);
    expect(isNews(of({ playing: false }), of({ playing: false }), 60)).toBe(false);
    expect(isNews(of({ playing: false, position: 3 }), of({ playing: false }), 0)).toBe(true);
    expect(isNews(of({ volume: 0.4 }), of(), 0)).toBe(true);
  });
});
