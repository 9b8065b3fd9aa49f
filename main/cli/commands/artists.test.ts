import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArtistDetail, ListedArtist } from '../../../app/model/albums.ts';
import { FakeService } from '../testing/fake-service.ts';
import { albumRow } from '../testing/rows.ts';
import * as artists from './artists.ts';

const ROWS: readonly ListedArtist[] = [
  { name: 'Ember', sortName: 'Ember', tracks: 12, albums: 1, appearsOn: 0, covers: ['/art/track/7?v=1'] },
  { name: 'Øya', sortName: 'Oya', tracks: 1, albums: 0, appearsOn: 1, covers: [] },
];
const DETAIL: ArtistDetail = {
  ...ROWS[1]!,
  variants: ['ØYA'],
  albumList: [],
  appearsOnList: [albumRow(4)],
};

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('artists', 'list', { total: 2, offset: 0, rows: ROWS });
  service.answer('artists', 'get', DETAIL);
});
afterAll(() => service.stop());

describe('descant artists', () => {
  it('lists the artists of the tracks that match', async () => {
    expect((await service.run(artists, 'genre:folk', '--search', 'e', '--sort', 'tracks-')).stdout).toBe(
      'Ember  12 tracks  1 album\nØya    1 track    0 albums  on 1 other album\n',
    );
    const order = { sort: 'tracks', descending: true, offset: 0, limit: 1000 };
    expect(service.calls).toEqual([['artists.list', { query: 'genre:folk', search: 'e', ...order }]]);
    expect(JSON.parse((await service.run(artists, '--json')).stdout)).toEqual({ total: 2, artists: ROWS });
  });

  it('shows one artist with all albums', async () => {
    expect((await service.run(artists, '--name', 'øya')).stdout).toBe(
      `Øya (Oya)
1 track
also written: ØYA

Appears on
4  Artist  Album 4  1999  12 tracks  40:00  FLAC  complete
`,
    );
    expect(service.calls).toEqual([['artists.get', { name: 'øya' }]]);
    expect(JSON.parse((await service.run(artists, '--name', 'x', '--json')).stdout)).toEqual(DETAIL);
  });
});
