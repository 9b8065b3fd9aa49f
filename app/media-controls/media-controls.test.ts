import { describe, expect, it, vi } from 'vitest';
import { startTestBus } from '../dbus/testing-bus.ts';
import type { PlayerCommand } from '../model/player.ts';
import { MediaControls } from './media-controls.ts';
import type { ShownTrack } from './mpris-metadata.ts';
import { OBJECT_PATH, PLAYER_INTERFACE } from './mpris-object.ts';
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

describe('media controls on a bus', () => {
  const TRACK: ShownTrack = {
    id: 5,
    title: 'Dusk',
    artist: '',
    album: '',
    albumArtist: '',
    trackNumber: 1,
    discNumber: null,
    duration: 30,
    rating: null,
    fields: [],
  };

  /** Controls of a page that plays track 5, which is read when the test lets it be read. */
  async function onBus() {
    const bus = await startTestBus();
    const asked: PlayerCommand[] = [];
    const players = new PlayerPages((_, command) => asked.push(command));
    const reads: ((track: ShownTrack) => void)[] = [];
    const controls = new MediaControls({
      address: bus.address,
      players,
      wanted: async () => true,
      track: () => new Promise<ShownTrack>((resolve) => reads.push(resolve)),
      cover: async () => null,
      onProblem: () => {},
    });
    players.enter('a');
    players.report('a', reportOf());
    const read = async (track: ShownTrack) => {
      await vi.waitFor(() => expect(reads).not.toHaveLength(0));
      reads.shift()!(track);
    };
    const goTo = async (seconds: number) => {
      const body = ['/org/descant/track/5', seconds * 1_000_000];
      const serial = bus.call(OBJECT_PATH, PLAYER_INTERFACE, 'SetPosition', { signature: 'ox', body });
      await vi.waitFor(() => expect(bus.messages.at(-1)).toMatchObject({ answers: serial }));
      return asked.at(-1);
    };
    const end = async () => {
      await controls.close();
      bus.close();
    };
    return { bus, controls, read, reads, goTo, end };
  }

  it('are found once the track is known', async () => {
    const { bus, controls, read, reads, goTo, end } = await onBus();
    await vi.waitFor(() => expect(reads).toHaveLength(1));
    expect(bus.messages).toEqual([]);
    await read(TRACK);
    await controls.idle();
    expect(await goTo(3)).toEqual({ do: 'seek', position: 3 });
    await end();
  });

  it('go to a place while a change of the track is read', async () => {
    const { controls, read, reads, goTo, end } = await onBus();
    await read(TRACK);
    await controls.idle();
    controls.changed([5]);
    await vi.waitFor(() => expect(reads).toHaveLength(1));
    expect(await goTo(3)).toEqual({ do: 'seek', position: 3 });
    await read(TRACK);
    await end();
  });

  it('show a change that comes while an earlier one is read', async () => {
    const { bus, controls, read, reads, end } = await onBus();
    await read(TRACK);
    await controls.idle();
    controls.changed([5]);
    await vi.waitFor(() => expect(reads).toHaveLength(1));
    controls.changed(null);
    await read({ ...TRACK, title: 'Dawn' });
    await read({ ...TRACK, title: 'Noon' });
    const told = { Metadata: { value: { 'xesam:title': { value: 'Noon' } } } };
    await vi.waitFor(() => expect(bus.messages.at(-1)?.body[1]).toMatchObject(told));
    await end();
  });
});
