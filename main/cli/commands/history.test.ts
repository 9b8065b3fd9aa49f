import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditBatch, EditEntry } from '../../../app/model/history.ts';
import { formatTime } from '../output.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as history from './history.ts';

const AT = 1_700_000_000_000;
const BATCHES: EditBatch[] = [
  {
    id: 12,
    author: 'kid3',
    at: AT,
    note: 'why',
    tracks: 2,
    fields: ['title', 'genre'],
    playlists: [],
    changes: [],
    undoes: null,
    undoneBy: null,
  },
  {
    id: 3,
    author: 'user',
    at: AT,
    note: '',
    tracks: 1,
    fields: ['title'],
    playlists: [],
    changes: [],
    undoes: null,
    undoneBy: 4,
  },
];
const EDITS: EditEntry[] = [
  { batch: 3, trackId: 7, author: 'user', at: AT, field: 'title', before: null, after: ['a', 'b'], undoneBy: 4 },
  { batch: 2, trackId: 7, author: 'kid3', at: AT, field: 'mood', before: ['x'], after: null, undoneBy: null },
];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('history', 'list', BATCHES);
  service.answer('history', 'ofTrack', EDITS);
  service.answer('tracks', 'get', ({ id }) => {
    if (id === 99) throw new ServiceError('NOT_FOUND', 'there is no track 99');
    return {} as never;
  });
});
afterAll(() => service.stop());

describe('descant history', () => {
  it('lists the batches of the library', async () => {
    const time = formatTime(AT);
    expect((await service.run(history)).stdout).toBe(
      `12  ${time}  kid3  2 tracks  title, genre  why\n3   ${time}  user  1 track   title              undone\n`,
    );
    expect(service.calls).toEqual([['history.list', { limit: 100 }]]);
    expect(JSON.parse((await service.run(history, '--json', '--limit', '1')).stdout)).toEqual({ batches: BATCHES });
    expect(service.calls).toEqual([['history.list', { limit: 1 }]]);
  });

  it('lists those of one kind of maker', async () => {
    await service.run(history, '--by', 'program');
    expect(service.calls).toEqual([['history.list', { limit: 100, by: 'program' }]]);
    await expect(service.run(history, '--by', 'me')).rejects.toThrow('--by takes user, program, descant');
  });

  it('lists those that have words, also as JSON', async () => {
    const found = await service.run(history, '--find', ' Dusk  folk ', '--by', 'user', '--json');
    expect(JSON.parse(found.stdout)).toEqual({ batches: BATCHES });
    expect(service.calls).toEqual([['history.list', { limit: 100, by: 'user', find: [['Dusk'], ['folk']] }]]);
    await expect(service.run(history, '7', '--find', 'dusk')).rejects.toThrow('--find lists the batches');
  });

  it('lists the edits of one track', async () => {
    const time = formatTime(AT);
    expect((await service.run(history, '7')).stdout).toBe(
      `${time}  user  title: (none) → a; b  (batch 3, undone)\n${time}  kid3  mood: x → (none)  (batch 2)\n`,
    );
    expect(service.calls).toEqual([
      ['tracks.get', { id: 7 }],
      ['history.ofTrack', { id: 7 }],
    ]);
    expect(JSON.parse((await service.run(history, '7', '--json')).stdout)).toEqual({ edits: EDITS });
  });

  it('says what one batch has changed, and of which tracks', async () => {
    service.answer('history', 'groups', {
      groups: [
        { id: 5, field: 'genre', before: ['hip hop'], after: ['Hip-Hop'], tracks: 2 },
        { id: 9, field: 'genre', before: null, after: null, compacted: 'before', tracks: 1 },
      ],
      more: 3,
    });
    service.answer('history', 'tracks', {
      tracks: [
        { id: 7, title: 'Salt', artist: 'North Harbour', changes: [], more: 0 },
        { id: 8, title: null, artist: '', changes: [], more: 0 },
      ],
      next: 9,
    });
    service.answer('history', 'playlists', { playlists: [], more: 0 });
    expect((await service.run(history, '--batch', '12', '--limit', '2')).stdout).toBe(
      [
        'genre: hip hop → Hip-Hop  (2 tracks)',
        'genre: (compacted) → (none)  (1 track)',
        'and 3 other changes',
        '',
        '7  North Harbour – Salt',
        '8  (not in the library)',
        'and more: --limit shows them',
        '',
      ].join('\n'),
    );
    expect(service.calls).toEqual([
      ['history.groups', { batch: 12, limit: 2 }],
      ['history.tracks', { batch: 12, limit: 2 }],
      ['history.playlists', { batch: 12, limit: 2 }],
    ]);
    const json = JSON.parse((await service.run(history, '--batch', '12', '--json')).stdout) as object;
    expect(json).toMatchObject({ groups: [{ id: 5 }, { id: 9 }], moreGroups: 3, moreTracks: true });
  });

  it('says what one batch has changed of playlists', async () => {
    service.answer('history', 'groups', { groups: [], more: 0 });
    service.answer('history', 'tracks', { tracks: [], next: null });
    service.answer('history', 'playlists', {
      playlists: [
        {
          id: 1,
          name: 'Night',
          kind: 'manual',
          isThere: true,
          became: null,
          texts: [{ field: 'name', before: 'Evening', after: 'Night' }],
          added: 2,
          removed: 1,
          moved: 0,
          items: [
            { what: 'added', trackId: 7, title: 'Salt', artist: 'North Harbour' },
            { what: 'removed', trackId: 8, title: null, artist: '' },
          ],
        },
      ],
      more: 0,
    });
    expect((await service.run(history, '--batch', '12')).stdout).toBe(
      [
        'playlist Night: name: Evening → Night, 2 tracks added, 1 track taken out',
        '  + 7  North Harbour – Salt',
        '  - 8  (not in the library)',
        '  and 1 other track: --limit shows them',
        '',
      ].join('\n'),
    );
    const json = JSON.parse((await service.run(history, '--batch', '12', '--json')).stdout) as object;
    expect(json).toMatchObject({ playlists: [{ name: 'Night', added: 2 }], morePlaylists: 0 });
  });

  it('fails for a track that is not there', async () => {
    await expect(service.run(history, '99')).rejects.toThrow('there is no track 99');
  });

  it.each([
    [['x'], 'history takes a whole number of at least 1, not "x"'],
    [['0'], 'history takes a whole number of at least 1, not "0"'],
    [['--limit', '0'], '--limit takes a whole number from 1 to 10000, not "0"'],
  ])('refuses %j', async (words, message) => {
    await expect(service.run(history, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS', message });
  });
});
