import { describe, expect, it, vi } from 'vitest';
import { MediaControls } from './media-controls.ts';
import { PlayerPages } from './player-pages.ts';
import { reportOf } from './testing-report.ts';

/** Media controls at an address without a bus. */
function withoutBus(wanted = true) {
  const players = new PlayerPages(() => {});
  const onProblem = vi.fn<(error: Error) => void>();
  const asksWanted = vi.fn(async () => wanted);
  const controls = new MediaControls({
    address: 'unix:path=/nowhere/bus',
    players,
    wanted: asksWanted,
    track: async () => null,
    cover: async () => null,
    onProblem,
  });
  return { players, controls, onProblem, asksWanted };
}

describe('media controls without a bus', () => {
  it('say so once, and are off for the pages that are there', async () => {
    const { players, controls, onProblem } = withoutBus();
    players.enter('a');
    for (let track = 1; track < 4; track += 1) {
      players.report('a', reportOf({ track }));
      await controls.idle();
    }
    players.enter('b');
    players.report('b', reportOf());
    await controls.idle();
    expect(onProblem).toHaveBeenCalledTimes(1);
    expect(onProblem.mock.calls[0]![0].message).toContain('ENOENT');
    await controls.close();
  });

  it('do not look for it while nothing is loaded or they are not wanted', async () => {
    const silent = withoutBus();
    silent.players.enter('a');
    silent.players.report('a', reportOf({ track: null, state: 'stopped' }));
    await silent.controls.idle();
    expect(silent.asksWanted).not.toHaveBeenCalled();
    const unwanted = withoutBus(false);
    unwanted.players.enter('a');
    unwanted.players.report('a', reportOf());
    await unwanted.controls.idle();
    for (const { onProblem, controls } of [silent, unwanted]) {
      expect(onProblem).not.toHaveBeenCalled();
      await controls.close();
    }
  });

  it('say nothing once they are closed', async () => {
    const { players, controls, onProblem } = withoutBus();
    players.enter('a');
    await controls.close();
    players.report('a', reportOf());
    await controls.idle();
    expect(onProblem).not.toHaveBeenCalled();
  });
});
