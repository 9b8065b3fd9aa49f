import { describe, expect, it } from 'vitest';
import type { PlayerCommand } from '../model/player.ts';
import { PlayerPages } from './player-pages.ts';
import { askPlayer, shownPlayerState } from './remote-control.ts';
import { reportOf } from './testing-report.ts';

const track = { id: 5, title: 'Sad', artist: 'Hall', album: 'Tides', duration: 60 };
const get = async (id: number) => (id === 5 ? track : null);

describe('the control of an open page', () => {
  it('tells what plays, and where it is by now', async () => {
    const players = new PlayerPages(
      () => {},
      () => 1000,
    );
    expect(await shownPlayerState(players, get, 3000)).toBeNull();
    players.enter('page');
    players.report('page', reportOf());
    const shown = { state: 'playing', position: 14, volume: 0.5, shuffle: false, repeat: 'off', track };
    expect(await shownPlayerState(players, get, 3000)).toEqual(shown);
    expect(await shownPlayerState(players, get, 900_000)).toEqual({ ...shown, position: 60 });
    players.report('page', reportOf({ track: 6 }));
    expect(await shownPlayerState(players, get, 3000)).toBeNull();
  });

  it('asks the page that plays, and refuses where none has a track', () => {
    const sent: [string, PlayerCommand][] = [];
    const players = new PlayerPages((page, command) => sent.push([page, command]));
    players.enter('page');
    expect(() => askPlayer(players, { do: 'pause' })).toThrow('no open page has a track');
    players.report('page', reportOf());
    askPlayer(players, { do: 'pause' });
    expect(sent).toEqual([['page', { do: 'pause' }]]);
  });
});
