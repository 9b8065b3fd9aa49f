import { describe, expect, it } from 'vitest';
import { queueOf, shuffled } from './queue.ts';
import {
  formatQueue,
  parseQueue,
  parseSettings,
  USUAL_SETTINGS,
  type PlaybackSettings,
} from './remembered-playback.ts';

describe('settings of the player', () => {
  it('come back as they were', () => {
    const settings: PlaybackSettings = {
      volume: 0.4,
      muted: true,
      repeat: 'one',
      shuffle: true,
      gainMode: 'album',
      endless: true,
      position: 12.5,
    };
    expect(parseSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it('are the usual ones where nothing, or nothing sensible, was kept', () => {
    for (const text of [null, '', 'null', '[', '{"volume":2,"repeat":"twice","gainMode":1,"position":-1}']) {
      expect(parseSettings(text)).toEqual(USUAL_SETTINGS);
    }
    expect(parseSettings('{"volume":0,"muted":1}')).toEqual({ ...USUAL_SETTINGS, volume: 0 });
  });
});

describe('a kept queue', () => {
  it('comes back in its order, shuffled or not', () => {
    const queue = queueOf([5, 6, 5, 7], 2);
    expect(parseQueue(formatQueue(queue))).toEqual(queue);
    expect(parseQueue(formatQueue({ ...queue, current: -1 }))?.current).toBe(-1);
    const mixed = shuffled(queue, () => 0.3);
    const back = parseQueue(formatQueue(mixed))!;
    expect(back.shuffled).toBe(true);
    expect(back.entries.map(({ id, rank }) => [id, rank])).toEqual(mixed.entries.map(({ id, rank }) => [id, rank]));
  });

  it('is none where there was none, or where it makes no sense', () => {
    expect(parseQueue(formatQueue(null))).toBeNull();
    for (const text of [
      null,
      '{}',
      '{"ids":[],"current":0}',
      '{"ids":[1],"current":1}',
      '{"ids":[1,"2"],"current":0}',
      '{"ids":[1.5],"current":0}',
    ]) {
      expect(parseQueue(text)).toBeNull();
    }
  });

  it('is not kept when it is too long for the storage of a browser', () => {
    const ids = Array.from({ length: 200_001 }, (_, index) => index + 1);
    expect(formatQueue(queueOf(ids, 0))).toBe('');
    expect(formatQueue(queueOf(ids.slice(1), 0))).not.toBe('');
  });
});
