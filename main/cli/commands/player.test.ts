import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ShownPlayerState } from '../../../app/model/player.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as player from './player.ts';

const PLAYS: ShownPlayerState = {
  state: 'playing',
  position: 65,
  volume: 0.4,
  shuffle: false,
  repeat: 'all',
  track: { id: 5, title: 'Sad', artist: 'Hall', album: '', duration: 100 },
};

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('player', 'ask', () => undefined as never);
});
afterAll(() => service.stop());
beforeEach(() => service.answer('player', 'state', PLAYS));

/** What the page is asked for. */
async function asked(...words: readonly string[]): Promise<unknown> {
  expect(await service.run(player, ...words)).toEqual({ code: 0, stdout: '', stderr: '' });
  const [procedure, input] = service.calls.at(-1)!;
  expect(procedure).toBe('player.ask');
  return input;
}

describe('descant player', () => {
  it('shows what plays', async () => {
    expect((await service.run(player)).stdout).toBe(
      'Track    5  Sad\nArtist   Hall\nState    playing, 1:05 of 1:40\nVolume   40\nShuffle  off\nRepeat   all\n',
    );
    expect(JSON.parse((await service.run(player, '--json')).stdout)).toEqual({ player: PLAYS });
    service.answer('player', 'state', null);
    expect(await service.run(player)).toMatchObject({ code: 1, stdout: 'No open page has a track.\n' });
  });

  it.each(['play', 'pause', 'toggle', 'stop', 'next', 'previous', 'raise'])('asks the page to %s', async (word) => {
    expect(await asked(word)).toEqual({ do: word });
  });

  it('sets volume, order and repeat', async () => {
    expect(await asked('volume', '40')).toEqual({ do: 'volume', volume: 0.4 });
    expect(await asked('shuffle', 'on')).toEqual({ do: 'shuffle', on: true });
    expect(await asked('shuffle', 'off')).toEqual({ do: 'shuffle', on: false });
    expect(await asked('repeat', 'one')).toEqual({ do: 'repeat', mode: 'one' });
  });

  it('goes to a place, and on and back from where the player is', async () => {
    expect(await asked('seek', '1:30')).toEqual({ do: 'seek', position: 90 });
    expect(await asked('seek', '1:00:05')).toEqual({ do: 'seek', position: 3605 });
    expect(await asked('seek', '+10')).toEqual({ do: 'seek', position: 75 });
    expect(await asked('seek', '-1:10')).toEqual({ do: 'seek', position: 0 });
    expect(await asked('seek', '+40')).toEqual({ do: 'next' });
  });

  it.each([
    ['seek', 'x'],
    ['seek'],
    ['volume', '101'],
    ['shuffle', 'maybe'],
    ['repeat', 'on'],
    ['play', 'x'],
    ['sing'],
  ])('refuses %s %s', async (...words) => {
    await expect(service.run(player, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });

  it('says so where no page plays', async () => {
    service.answer('player', 'state', null);
    service.answer('player', 'ask', () => {
      throw new ServiceError('NO_PLAYER', 'no open page has a track');
    });
    await expect(service.run(player, 'pause')).rejects.toMatchObject({ message: 'no open page has a track' });
    await expect(service.run(player, 'seek', '+5')).rejects.toMatchObject({ message: 'no open page has a track' });
  });
});
