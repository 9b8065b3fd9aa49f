import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SoundCopy, SoundMatches } from '../../../app/model/duplicates.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as duplicates from './duplicates.ts';

const copy = (id: number): SoundCopy => ({
  id,
  title: 'Title',
  artist: 'Artist',
  album: 'Album',
  kind: id === 1 ? 'FLAC' : 'MP3',
  bitrate: id * 320_400,
  bytes: id * 1_000_000,
  duration: 187,
  why: id % 2 === 0 ? 'lossy' : null,
  path: `/music/${id}`,
});

const COPY = { kind: 'copy', offset: 0 } as const;

let service: FakeService;
let pages: Record<number, SoundMatches>;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('duplicates', 'matches', ({ after }) => pages[after ?? 0]!);
  service.answer('duplicates', 'copies', ({ ids }) => ids.map(copy));
});
afterAll(() => service.stop());
beforeEach(() => {
  service.answer('duplicates', 'count', { analysed: 5, pending: 0 });
  pages = {
    0: {
      matches: [
        { tracks: [2, 1], ...COPY, score: 0.9 },
        { tracks: [4, 5], ...COPY, score: 0.95 },
        { tracks: [7, 2], kind: 'part', score: 0.98, offset: 61.5 },
      ],
      compared: 3,
      after: 7,
    },
    7: {
      matches: [
        { tracks: [1, 2], ...COPY, score: 0.9 },
        { tracks: [2, 3], ...COPY, score: 0.8 },
        { tracks: [7, 6], kind: 'part', score: 0.8, offset: 1 },
        { tracks: [8, 9], kind: 'part', score: 0.9, offset: 0 },
      ],
      compared: 2,
      after: null,
    },
  };
});

describe('descant duplicates', () => {
  it('groups the matches of all pages, each with its lowest score', async () => {
    const { code, stdout } = await service.run(duplicates, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      compared: 5,
      pending: 0,
      recordings: [
        {
          score: 0.8,
          tracks: [1, 2, 3].map(copy),
          parts: [{ ...copy(7), why: null, of: 2, offset: 61.5, score: 0.98 }],
        },
        { score: 0.95, tracks: [4, 5].map(copy), parts: [] },
        { score: 1, tracks: [copy(9)], parts: [{ ...copy(8), why: null, of: 9, offset: 0, score: 0.9 }] },
      ],
    });
    expect(service.calls).toEqual([
      ['duplicates.count', undefined],
      ['duplicates.matches', { after: 0, limit: 200, least: 0.75 }],
      ['duplicates.matches', { after: 7, limit: 200, least: 0.75 }],
      ['duplicates.copies', { ids: [1, 2, 3] }],
      ['duplicates.copies', { ids: [7] }],
      ['duplicates.copies', { ids: [4, 5] }],
      ['duplicates.copies', { ids: [9] }],
      ['duplicates.copies', { ids: [8] }],
    ]);
  });

  it('prints the copies, the best first, and what the others take', async () => {
    service.answer('duplicates', 'count', { analysed: 5, pending: 1 });
    expect((await service.run(duplicates)).stdout).toBe(
      [
        'best  1  FLAC  320 kbit/s   3:07  1.0 MB                  /music/1',
        '      2  MP3   641 kbit/s   3:07  2.0 MB  lossy           /music/2',
        '      3  MP3   961 kbit/s   3:07  3.0 MB                  /music/3',
        'part  7  MP3   2243 kbit/s  3:07  7.0 MB  of 2 from 1:02  /music/7',
        '',
        'best  4  MP3  1282 kbit/s  3:07  4.0 MB  lossy  /music/4',
        '      5  MP3  1602 kbit/s  3:07  5.0 MB         /music/5',
        '',
        'best  9  MP3  2884 kbit/s  3:07  9.0 MB                  /music/9',
        'part  8  MP3  2563 kbit/s  3:07  8.0 MB  of 9 from 0:00  /music/8',
        '',
        '2 recordings with several copies among 5 tracks; all copies but the best take 10.0 MB.',
        '2 tracks are a part of another.',
        '1 track not analysed yet: descant scan --wait analysis',
        '',
      ].join('\n'),
    );
  });

  it('says that there are none', async () => {
    pages = { 0: { matches: [], compared: 1, after: null } };
    expect((await service.run(duplicates)).stdout).toBe(
      '0 recordings with several copies among 1 track; all copies but the best take 0 B.\n',
    );
  });

  it.each(['0.4', '1'])('takes a score of %s', async (score) => {
    await service.run(duplicates, '--score', score);
    expect(service.calls[1]?.[1]).toMatchObject({ least: Number(score) });
  });

  it.each(['0.39', '1.01', 'high', ''])('refuses a score of "%s"', async (score) => {
    await expect(service.run(duplicates, `--score=${score}`)).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: `--score takes a number from 0.4 to 1, not "${score}"`,
    });
  });

  it('ends early on Ctrl-C, and says how far it came', async () => {
    service.answer('duplicates', 'matches', () => {
      process.emit('SIGINT');
      return pages[0]!;
    });
    await expect(service.run(duplicates)).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'the comparison was cancelled after 3 of 5 tracks',
    });
    expect(service.calls.map(([procedure]) => procedure)).toEqual(['duplicates.count', 'duplicates.matches']);
  });
});
