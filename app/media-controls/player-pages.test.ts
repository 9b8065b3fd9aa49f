import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlayerCommand } from '../model/player.ts';
import { PlayerPages, positionNow } from './player-pages.ts';
import { reportOf } from './testing-report.ts';

const sent = vi.fn<(page: string, command: PlayerCommand) => void>();
const changed = vi.fn<() => void>();
let now = 0;
let players: PlayerPages;
beforeEach(() => {
  sent.mockReset();
  changed.mockReset();
  now = 1000;
  players = new PlayerPages(sent, () => now);
  players.onChange(changed);
});

describe('the players of open pages', () => {
  it('are shown once they have a track, and asked for what is wanted', () => {
    players.enter('a');
    expect(players.shown).toBeNull();
    players.ask({ do: 'play' });
    players.report('a', reportOf({ track: null, state: 'stopped' }));
    expect(players.shown).toBeNull();
    expect(sent).not.toHaveBeenCalled();
    players.report('a', reportOf());
    expect(players.shown).toEqual({ page: 'a', report: reportOf(), at: 1000 });
    players.ask({ do: 'next' });
    expect(sent).toHaveBeenCalledWith('a', { do: 'next' });
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('give way to one that begins to play, and come back when it stops or its page closes', () => {
    players.enter('a');
    const leave = players.enter('b');
    players.report('a', reportOf({ track: 1 }));
    players.report('b', reportOf({ track: 2, state: 'paused' }));
    expect(players.shown?.page).toBe('a');
    players.report('b', reportOf({ track: 2 }));
    expect(players.shown?.page).toBe('b');
    players.report('a', reportOf({ track: 1, position: 90 }));
    expect(players.shown?.page).toBe('b');
    players.report('b', reportOf({ track: 2, state: 'paused' }));
    expect(players.shown?.page).toBe('a');
    players.report('a', reportOf({ track: 1, state: 'paused' }));
    expect(players.shown?.page).toBe('b');
    leave();
    expect(players.shown?.page).toBe('a');
  });

  it('are those of pages that are there', () => {
    players.report('a', reportOf());
    expect(players.shown).toBeNull();
    const leave = players.enter('a');
    players.report('a', reportOf());
    leave();
    leave();
    players.report('a', reportOf());
    expect(players.shown).toBeNull();
    expect(players.pages).toEqual([]);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});

describe('the place of a player', () => {
  const at = (state: 'playing' | 'paused', passed: number, duration = 200): number =>
    positionNow({ page: 'a', report: reportOf({ state }), at: 1000 }, duration, 1000 + passed);

  it('goes on while it plays, and not beyond the end', () => {
    expect(at('playing', 2500)).toBe(14.5);
    expect(at('playing', 999_000)).toBe(200);
    expect(at('playing', 999_000, 0)).toBe(1011);
    expect(at('paused', 2500)).toBe(12);
  });
});
