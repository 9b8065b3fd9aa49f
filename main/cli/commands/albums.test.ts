import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlbumDetail, AlbumRow } from '../../../app/model/albums.ts';
import { FakeService } from '../testing/fake-service.ts';
import { albumRow, trackRow } from '../testing/rows.ts';
import * as albums from './albums.ts';

let service: FakeService;
let rows: readonly AlbumRow[];
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('albums', 'list', ({ offset = 0, limit = 0 }) => ({
    total: rows.length,
    offset,
    rows: rows.slice(offset, offset + limit),
  }));
});
afterAll(() => service.stop());
beforeEach(() => {
  rows = [albumRow(1), albumRow(2, { state: 'incomplete', missing: 3, year: null })];
});

const DETAIL: AlbumDetail = {
  ...albumRow(7, { state: 'incomplete', missing: 4, type: 'live' }),
  completeness: {
    state: 'incomplete',
    missing: 4,
    missingDiscs: [3],
    gaps: [
      {
        disc: 2,
        numbers: [
          [2, 4],
          [9, 9],
        ],
      },
    ],
  },
  discList: [
    { disc: 1, subtitle: '', tracks: [trackRow(1, { trackNumber: 1, artist: 'Artist' })] },
    { disc: 2, subtitle: 'Night', tracks: [trackRow(2, { trackNumber: null, artist: 'Guest' })] },
  ],
};

describe('descant albums', () => {
  it('lists the albums that match', async () => {
    expect(await service.run(albums, 'genre:folk', '-artist:x', '--sort', 'Year-')).toEqual({
      code: 0,
      stdout:
        '1  Artist  Album 1  1999  12 tracks  40:00  FLAC  complete\n2  Artist  Album 2        12 tracks  40:00  FLAC  3 missing\n',
      stderr: '',
    });
    expect(service.calls).toEqual([
      ['albums.list', { query: 'genre:folk -artist:x', sort: 'year', descending: true, offset: 0, limit: 1000 }],
    ]);
  });

  it('lists as many as are asked for, page by page', async () => {
    rows = Array.from({ length: 1500 }, (_, index) => albumRow(index + 1));
    expect((await service.run(albums)).stdout.trim().split('\n')).toHaveLength(1500);
    expect(service.calls).toHaveLength(2);
    const { stdout } = await service.run(albums, '--limit', '2', '--offset', '5', '--json');
    expect(JSON.parse(stdout)).toEqual({ total: 1500, albums: rows.slice(5, 7) });
  });

  it('says of an album that only whole discs are missing', async () => {
    rows = [albumRow(1, { state: 'incomplete', missing: 0 }), albumRow(2, { state: 'unknown' })];
    expect((await service.run(albums)).stdout.split('\n').map((line) => line.slice(-13))).toEqual([
      'discs missing',
      '  40:00  FLAC',
      '',
    ]);
  });

  it('shows one album with its tracks, and which are missing', async () => {
    service.answer('albums', 'get', DETAIL);
    expect((await service.run(albums, '--id', '7')).stdout).toBe(
      `Album 7 — Artist
1999, live, 12 tracks, 40:00, FLAC
missing: disc 3; disc 2 track 2–4, 9

Disc 1
1  Title 1    3:07  1

Disc 2: Night
  Title 2  Guest  3:07  2
`,
    );
    expect(JSON.parse((await service.run(albums, '--id', '7', '--json')).stdout)).toEqual(DETAIL);
  });

  it('refuses what albums cannot be sorted by', async () => {
    await expect(service.run(albums, '--sort', 'colour')).rejects.toThrow('--sort takes artist, title, year');
    await expect(service.run(albums, '--id', 'x')).rejects.toThrow('--id');
  });
});
