import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../command-line.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as compare from './compare.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());

/** A comparison of sounds of which one plays at another speed. */
function playsAt(speed: number): void {
  const stretch = { start: 0, otherStart: 1, length: 60, errorRate: 0.124, speed };
  const match = { kind: 'same', score: 0.85, offset: 1, length: 60, stretches: [stretch] } as const;
  service.answer('recognition', 'compare', { match, acoustid: 0.3 });
}

describe('descant compare', () => {
  it.each([
    [1, ''],
    [1.0031, '  the first plays 0.3 % faster'],
    [0.96, '  the first plays 4.0 % slower'],
  ])('says that a sound plays %f times as fast', async (speed, words) => {
    playsAt(speed);
    const { stdout } = await service.run(compare, '1', '2');
    expect(stdout.trimEnd()).toBe(
      `The same recording.\nScore of AcoustID: 0.300\n0:00–1:00  is 0:01–1:01  12.4 % of the bits differ${words}`,
    );
    expect(service.calls).toEqual([['recognition.compare', { first: { id: 1 }, second: { id: 2 } }]]);
  });

  it('is ended by Ctrl-C while a file is decoded', async () => {
    service.answer('recognition', 'compare', () => {
      process.emit('SIGINT');
      return { match: null, acoustid: 0 };
    });
    await expect(service.run(compare, '1', '/music/long.flac')).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('wants two sounds', async () => {
    const wrong = [[], ['1'], ['1', ''], ['1', '2', '3'], ['1', '0'], ['1', '99999999999999999999']];
    for (const argv of wrong) await expect(compare.run(argv)).rejects.toThrow(UsageError);
  });
});
