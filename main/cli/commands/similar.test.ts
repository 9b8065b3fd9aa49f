import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrackDetail } from '../../../app/model/tracks.ts';
import { FakeService } from '../testing/fake-service.ts';
import { trackRow } from '../testing/rows.ts';
import * as similar from './similar.ts';

const SIMILAR = [
  { track: trackRow(7), score: 0.98765 },
  { track: trackRow(11, { artist: 'Other' }), score: 0.5 },
];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('tracks', 'similar', SIMILAR);
  service.answer('tracks', 'similarToFile', SIMILAR);
});
afterAll(() => service.stop());

const analysisIs = (analysis: TrackDetail['analysis']): void =>
  service.answer('tracks', 'get', { ...trackRow(4), path: '/music/4', analysis } as never);

describe('descant similar', () => {
  it('lists the tracks similar to a track, with their scores', async () => {
    analysisIs('done');
    expect(await service.run(similar, '4')).toEqual({
      code: 0,
      stdout: '0.988  7   Artist  Title 7\n0.500  11  Other   Title 11\n',
      stderr: '',
    });
    expect(service.calls).toEqual([
      ['tracks.get', { id: 4 }],
      ['tracks.similar', { id: 4, limit: 20 }],
    ]);
  });

  it('lists the tracks similar to a file', async () => {
    const { stdout } = await service.run(similar, './4.flac', '--limit', '2', '--json');
    expect(service.calls).toEqual([['tracks.similarToFile', { path: resolve('4.flac'), limit: 2 }]]);
    expect(JSON.parse(stdout)).toEqual({
      similar: [
        { id: 7, score: 0.98765, title: 'Title 7', artist: 'Artist', album: 'Album' },
        { id: 11, score: 0.5, title: 'Title 11', artist: 'Other', album: 'Album' },
      ],
    });
  });

  it('fails for a track that is not analysed yet, or cannot be', async () => {
    analysisIs('pending');
    await expect(service.run(similar, '4')).rejects.toMatchObject({
      code: 'NOT_ANALYSED',
      message: 'track 4 is not analysed yet: descant scan --wait analysis',
    });
    analysisIs({ error: 'it is damaged' });
    await expect(service.run(similar, '4')).rejects.toMatchObject({
      code: 'NOT_ANALYSED',
      message: 'track 4 cannot be compared: it is damaged',
      path: '/music/4',
    });
    analysisIs('too-short');
    await expect(service.run(similar, '4')).rejects.toMatchObject({
      code: 'TOO_SHORT',
      message: 'track 4 is too short to be compared: it has less than three seconds of sound',
      path: '/music/4',
    });
    expect(service.calls).toHaveLength(1);
  });

  it.each([
    [[], 'name a track by its id, or a file'],
    [['4', '--limit', '0'], '--limit takes a whole number from 1 to 200, not "0"'],
    [['4', '--limit', '201'], '--limit takes a whole number from 1 to 200, not "201"'],
  ])('refuses %j', async (words, message) => {
    await expect(service.run(similar, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS', message });
  });
});
