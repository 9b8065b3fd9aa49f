import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrackRow } from '../../../app/model/tracks.ts';
import { FakeService } from '../testing/fake-service.ts';
import { trackRow } from '../testing/rows.ts';
import * as tracks from './tracks.ts';

let service: FakeService;
let rows: readonly TrackRow[];
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('fields', 'list', []);
  service.answer('tracks', 'list', ({ offset = 0, limit = 0 }) => ({
    total: rows.length,
    duration: 0,
    bytes: 0,
    offset,
    rows: rows.slice(offset, offset + limit),
  }));
});
afterAll(() => service.stop());
beforeEach(() => {
  service.answer('tracks', 'tags', ({ ids }) =>
    Object.fromEntries(ids.map((id) => [id, { mood: ['Calm', 'Blue'], ...(id === 1 ? { key: ['A'] } : {}) }])),
  );
  rows = [trackRow(1), trackRow(2, { title: 'Other', trackNumber: null, year: null })];
});

const inputs = (): unknown[] => service.calls.map(([, input]) => input);

describe('descant tracks', () => {
  it('prints fingerprints, null where there is none', async () => {
    service.answer('tracks', 'fingerprints', { 1: { duration: 3.2, fingerprint: 'AQAB' } });
    const { stdout } = await service.run(tracks, '--fields', 'fingerprint', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      tracks: [
        { id: 1, fingerprint: 'AQAB' },
        { id: 2, fingerprint: null },
      ],
    });
    expect(service.calls.map(([procedure]) => procedure)).toEqual(['tracks.list', 'tracks.fingerprints']);
  });

  it('tells the place of a track in the list', async () => {
    service.answer('tracks', 'position', ({ id }) => (id === 2 ? 7 : null));
    expect(await service.run(tracks, 'folk', '--sort', 'title', '--position', '2')).toMatchObject({
      code: 0,
      stdout: '7\n',
    });
    const sort = [{ field: 'title', descending: false }];
    expect(service.calls).toEqual([['tracks.position', { query: 'folk', sort, id: 2 }]]);
    expect(await service.run(tracks, '--position', '3', '--json')).toMatchObject({
      code: 1,
      stdout: '{"id":3,"position":null}\n',
    });
    await expect(service.run(tracks, '--position', '2', '--as-of', '2026')).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
    });
  });

  it('lists the tracks that match, with the usual fields', async () => {
    expect(await service.run(tracks, 'genre:folk', '-artist:x')).toEqual({
      code: 0,
      stdout: '1  Artist  Album  3  Title 1  3:07  FLAC\n2  Artist  Album     Other    3:07  FLAC\n',
      stderr: '',
    });
    expect(service.calls).toEqual([
      ['tracks.list', { query: 'genre:folk -artist:x', sort: [], offset: 0, limit: 1000 }],
    ]);
  });

  it('shows control characters of tags as signs, and a long title widens its own row alone', async () => {
    const title = `\u001b[2J\n${'x'.repeat(10_000)}`;
    rows = [trackRow(1, { title }), trackRow(2)];
    const { stdout } = await service.run(tracks, '--fields', 'title,id');
    expect(stdout).toBe(`␛[2J␊${'x'.repeat(10_000)}  1\n${'Title 2'.padEnd(60)}  2\n`);
    expect(JSON.parse((await service.run(tracks, '--json')).stdout)).toMatchObject({ tracks: [{ title }, {}] });
  });

  it('lists in a random order, with a seed of its own where none is given', async () => {
    await service.run(tracks, 'folk', '--sort', 'random:7');
    expect(service.calls).toEqual([['tracks.list', { query: 'folk random:7', sort: [], offset: 0, limit: 1000 }]]);
    await service.run(tracks, '--sort', 'random');
    expect(inputs()).toEqual([expect.objectContaining({ query: expect.stringMatching(/^random:\d+$/) })]);
  });

  it('lists what is known of files, and asks for it where a field needs it alone', async () => {
    const facts = {
      size: 12,
      samplerate: 44_100,
      bitdepth: 16,
      channels: 2,
      sound: ['lossy', 'mono'] as const,
      cutoff: 16_000,
      albumid: 3,
      recordingid: null,
      changed: 0,
    };
    service.answer('tracks', 'facts', () => ({
      1: { ...facts, path: '/music/1.flac', added: Date.UTC(2024, 4, 17), edited: Date.UTC(2024, 4, 18) },
      2: { ...facts, path: '/music/2.flac', added: 0, edited: null },
    }));
    const { stdout } = await service.run(
      tracks,
      '--fields',
      'path,bytes,added,edited,sound,cutoff,albumid,recordingid,mood',
      '--json',
    );
    expect((JSON.parse(stdout) as { tracks: unknown }).tracks).toEqual([
      {
        id: 1,
        path: '/music/1.flac',
        bytes: 12,
        added: '2024-05-17T00:00:00.000Z',
        edited: '2024-05-18T00:00:00.000Z',
        sound: ['lossy', 'mono'],
        cutoff: 16_000,
        albumid: 3,
        recordingid: null,
        mood: ['Calm', 'Blue'],
      },
      {
        id: 2,
        path: '/music/2.flac',
        bytes: 12,
        added: '1970-01-01T00:00:00.000Z',
        edited: null,
        sound: ['lossy', 'mono'],
        cutoff: 16_000,
        albumid: 3,
        recordingid: null,
        mood: ['Calm', 'Blue'],
      },
    ]);
    expect(service.calls.map(([name]) => name).toSorted()).toEqual(['tracks.facts', 'tracks.list', 'tracks.tags']);
    service.calls.length = 0;
    await service.run(tracks, '--fields', 'path,title');
    expect(service.calls.map(([name]) => name)).toEqual(['tracks.list', 'tracks.facts']);
  });

  it('lists as JSON the values of a field that takes several, and one value of any other', async () => {
    service.answer('tracks', 'tags', {
      1: { genre: ['Folk'], mood: ['Calm', 'Blue'], tracknumber: ['3'], own: ['x'] },
      2: { tracknumber: ['4', '5'] },
    });
    const { stdout } = await service.run(tracks, '--fields', 'genre,mood,tracknumber,own', '--json');
    expect((JSON.parse(stdout) as { tracks: unknown }).tracks).toEqual([
      { id: 1, genre: ['Folk'], mood: ['Calm', 'Blue'], tracknumber: '3', own: ['x'] },
      { id: 2, genre: null, mood: null, tracknumber: ['4', '5'], own: null },
    ]);
  });

  it('lists whole rows as JSON', async () => {
    expect(JSON.parse((await service.run(tracks, '--json')).stdout)).toEqual({ total: 2, tracks: rows });
  });

  it('lists a tag that is called like a member of every object, and nothing where there is none', async () => {
    const tags = JSON.parse('{"constructor":["x"],"__proto__":["y"]}') as Record<string, string[]>;
    service.answer('tracks', 'tags', { 1: tags, 2: {} });
    const fields = 'constructor,__proto__,hasownproperty,tostring';
    const { stdout } = await service.run(tracks, '--fields', fields, '--json');
    const own = { constructor: ['x'], hasownproperty: null, tostring: null };
    const { tracks: listed } = JSON.parse(stdout) as { tracks: Record<string, unknown>[] };
    expect(listed[0]).toMatchObject({ id: 1, ...own });
    expect(Object.getOwnPropertyDescriptor(listed[0], '__proto__')?.value).toEqual(['y']);
    expect(Object.getOwnPropertyDescriptor(listed[1], '__proto__')?.value).toBeNull();
    expect(Object.getOwnPropertyDescriptor(listed[1], 'constructor')?.value).toBeNull();
  });

  it('lists the fields that are asked for: those of rows, and tags', async () => {
    const all = 'id,title,artist,album,albumartist,genre,year,track,disc,length,kind,bitrate,file,error';
    expect((await service.run(tracks, '--fields', all)).stdout.split('\n')[0]).toBe(
      '1  Title 1  Artist  Album  Various  Folk  1999  3  1  3:07  FLAC  900000  1.flac',
    );
    expect(service.calls).toHaveLength(1);
    expect((await service.run(tracks, '--fields', 'Title, ,MOOD,key,')).stdout).toBe(
      'Title 1  Calm; Blue  A\nOther    Calm; Blue\n',
    );
    expect(service.calls[1]).toEqual(['tracks.tags', { ids: [1, 2] }]);
    expect(JSON.parse((await service.run(tracks, '--fields', 'title,mood,key', '--json')).stdout)).toEqual({
      total: 2,
      tracks: [
        { id: 1, title: 'Title 1', mood: ['Calm', 'Blue'], key: 'A' },
        { id: 2, title: 'Other', mood: ['Calm', 'Blue'], key: null },
      ],
    });
  });

  it('lists a field once that is named twice in other case', async () => {
    expect((await service.run(tracks, '--fields', 'Title,MOOD,title,mood')).stdout).toBe(
      'Title 1  Calm; Blue\nOther    Calm; Blue\n',
    );
  });

  it('asks for no tags where no track matches', async () => {
    rows = [];
    expect((await service.run(tracks, '--fields', 'mood')).stdout).toBe('');
    expect(service.calls).toHaveLength(1);
  });

  it('sorts by several fields, in both directions', async () => {
    await service.run(tracks, '--sort', 'year-,artist+,,title');
    expect(inputs()).toMatchObject([
      {
        sort: [
          { field: 'year', descending: true },
          { field: 'artist', descending: false },
          { field: 'title', descending: false },
        ],
      },
    ]);
  });

  it('reads page after page, up to the limit', async () => {
    rows = Array.from({ length: 2500 }, (_, index) => trackRow(index + 1));
    const { stdout } = await service.run(tracks, '--fields', 'id', '--offset', '10', '--limit', '1200');
    expect(stdout.split('\n').slice(0, -1).map(Number)).toEqual(rows.slice(10, 1210).map(({ id }) => id));
    expect(inputs()).toMatchObject([
      { offset: 10, limit: 1000 },
      { offset: 1010, limit: 200 },
    ]);
    expect(JSON.parse((await service.run(tracks, '--json')).stdout)).toMatchObject({ total: 2500 });
    expect(inputs()).toHaveLength(3);
    await service.run(tracks, '--limit', '0');
    expect(service.calls).toEqual([]);
  });

  it('goes on after a full page, and ends with an empty one', async () => {
    rows = Array.from({ length: 1000 }, (_, index) => trackRow(index + 1));
    expect(JSON.parse((await service.run(tracks, '--json')).stdout)).toMatchObject({ total: 1000 });
    expect(inputs()).toMatchObject([{ offset: 0 }, { offset: 1000 }]);
  });

  it.each(['--limit', '--offset'])('refuses a bad %s', async (option) => {
    await expect(service.run(tracks, option, 'x')).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: `${option} takes a whole number of at least 0, not "x"`,
    });
  });

  it.each([
    ['lyrics-', 'descant tracks --help lists, not "lyrics"'],
    ['mood', 'descant tracks --help lists, not "mood"'],
    ['my-field', 'descant tracks --help lists, not "my-field"'],
    ['year,'.repeat(9), '--sort takes at most 8 fields'],
  ])('refuses to sort by %s', async (sort, message) => {
    const refused = service.run(tracks, '--sort', sort);
    await expect(refused).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS', message: expect.stringContaining(message) });
    expect(service.calls).toEqual([]);
  });
});
