/**
 * Mistagged files of several albums end with the right tags and covers in one batch: the whole way from fingerprints over
 * AcoustID, MusicBrainz and the Cover Art Archive to the history, with a clock that does not wait.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attach, type Api } from '../../main/cli/connect.ts';
import { makeAudio } from '../support/audio.ts';
import type { NotedRequest, ScriptedAnswer } from '../support/fake-music-services.ts';
import { RELEASES, SAMPLER, tracksOf } from '../support/invented-albums.ts';
import { inventedId, type InventedTrack } from '../support/invented-releases.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { ServiceUrls } from './library-with-services.ts';

const LIMIT = 120_000;
const PROGRAM = fileURLToPath(new URL('./library-with-services.ts', import.meta.url));

type Noted = Omit<NotedRequest, 'form'>;

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');

let child: ChildProcess | null = null;
let urls: ServiceUrls;
let api: Api;

/** A file of a track, with tags that somebody got wrong. */
function file(path: string, { seconds }: InventedTrack, tags: Readonly<Record<string, string>>): void {
  makeAudio(join(music, path), { seconds, pitch: 110 * 2 ** (seconds / 12), tags });
}

beforeAll(async () => {
  child = fork(PROGRAM, [library], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const listening = once(child, 'message');
  mkdirSync(music);
  const [salt, tides, sampler, machines] = RELEASES.map(tracksOf) as [
    readonly InventedTrack[],
    readonly InventedTrack[],
    readonly InventedTrack[],
    readonly InventedTrack[],
  ];
  // The names of two tracks are exchanged, and all of the rest is wrong in one way or another.
  file('salt/a.flac', salt[0]!, { title: 'last fery', artist: 'N. Harbour', album: 'Salt & Coper', track: '3' });
  file('salt/b.flac', salt[1]!, { title: 'track 2', artist: 'N. Harbour', album: 'Salt & Coper', track: '02' });
  file('salt/c.flac', salt[2]!, { title: 'Harbor Lights', artist: 'Unknown', album: 'Salt and Copper (bonus)' });
  file('tides/CD 1/01.flac', tides[0]!, {});
  file('tides/CD 1/02.flac', tides[1]!, { title: 'mudlark' });
  file('tides/CD 2/01.flac', tides[2]!, { album: 'Two tides disc 2' });
  file('tides/CD 2/02.flac', tides[3]!, { album: 'Two tides disc 2', title: 'Weir!' });
  file('sampler/x.flac', sampler[0]!, { title: 'Signal', artist: 'Someone', album: 'Sampler' });
  file('sampler/y.flac', sampler[1]!, { title: 'Ganet', artist: 'Somebody', album: 'Sampler' });
  file('machines/00.flac', machines[0]!, { title: 'hidden track', album: 'Quiet Machine', artist: 'I. Wren' });
  file('machines/01.flac', machines[1]!, { title: 'Loom', album: 'Quiet Machine', artist: 'I. Wren', track: '1' });
  file('machines/03.flac', machines[3]!, { title: 'Kilm', album: 'Quiet Machine', artist: 'I. Wren', track: '3' });
  file('machines/own recording.flac', { title: '', seconds: 22, recording: 0 }, { album: 'Quiet Machine' });
  [urls] = (await listening) as [ServiceUrls];
  ({ api } = (await attach(library))!);
  await api.scan.start.mutate({ paths: [music] });
  while (!(await api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 })).settled) continue;
  for (const [name, value] of Object.entries({
    'identify.library': false,
    'identify.musicbrainz-url': urls.musicBrainz,
    'identify.acoustid-url': urls.acoustid,
    'identify.cover-art-url': urls.coverArt,
    'identify.contact': 'tester@example.org',
    'identify.acoustid-key': 'testkey',
  })) {
    await api.settings.set.mutate({ name, value });
  }
}, LIMIT);
afterAll(async () => {
  if (child === null || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
});

async function noted(service = ''): Promise<readonly Noted[]> {
  const all = (await (await fetch(`${urls.base}/noted`)).json()) as Noted[];
  return service === '' ? all : all.filter((one) => one.service === service);
}

async function script(path: string, ...answers: readonly ScriptedAnswer[]): Promise<void> {
  await fetch(`${urls.base}/script`, { method: 'POST', body: JSON.stringify({ path, answers }) });
}

async function identify(query: string) {
  await api.identification.start.mutate({ where: { query } });
  while ((await api.identification.wait.mutate({ milliseconds: 20_000 })).state === 'running') continue;
  return api.identification.progress.query();
}

it('touches no network while every service is off, and says what to switch on', async () => {
  await expect(identify('')).rejects.toMatchObject({ message: expect.stringContaining('identify.musicbrainz true') });
  await api.settings.set.mutate({ name: 'identify.library', value: true });
  expect(await identify('')).toMatchObject({ state: 'done', requests: 0, sources: ['library'], problems: [] });
  await api.settings.set.mutate({ name: 'identify.library', value: false });
  expect(await noted()).toEqual([]);
});

it('finds every album in few requests, no faster than the services allow', async () => {
  for (const name of ['identify.musicbrainz', 'identify.acoustid', 'identify.cover-art']) {
    await api.settings.set.mutate({ name, value: true });
  }
  await script(`${inventedId('release', 1)}?`, { status: 503, headers: { 'Retry-After': '7' } });
  await script(`${inventedId('release', 2)}?`, 'cut', 'windows-1252');
  expect(await identify('')).toMatchObject({
    state: 'done',
    done: 13,
    total: 13,
    found: { certain: 3, likely: 1, ambiguous: 0, none: 0 },
    problems: [],
  });
  // Thirteen sounds are one question; each release is one, and two of the four are asked for again.
  expect(await noted('acoustid')).toHaveLength(1);
  expect(await noted('cover-art')).toHaveLength(8);
  const asked = await noted('musicbrainz');
  expect(asked).toHaveLength(6);
  const gaps = asked.slice(1).map(({ at }, i) => at - asked[i]!.at);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...gaps)).toBeGreaterThanOrEqual(7000);
  expect(new Set(asked.map(({ userAgent }) => userAgent))).toEqual(
    new Set([expect.stringMatching(/^Descant\/\d+\.\d+\.\d+ \( tester@example\.org \)$/)]),
  );
});

it('asks for nothing twice', async () => {
  const before = await noted();
  expect(await identify('')).toMatchObject({ state: 'done', requests: 0, found: { certain: 3, likely: 1 } });
  expect(await noted()).toEqual(before);
});

it('goes on with the tracks that a cancelled run has not come to, and with no others', async () => {
  await api.identification.start.mutate({ where: { query: '' } });
  await api.identification.cancel.mutate();
  const { state, done, total } = await api.identification.progress.query();
  expect(state).toBe('cancelled');
  await api.identification.repeat.mutate();
  while ((await api.identification.wait.mutate({ milliseconds: 20_000 })).state === 'running') continue;
  const repeated = await api.identification.progress.query();
  expect(repeated).toMatchObject({ state: 'done', total: total - done, done: total - done });
  await expect(api.identification.repeat.mutate()).rejects.toMatchObject({ data: { reason: 'NOT_FOUND' } });
});

it('shows each file as it is and as it would be', async () => {
  const { rows, bands } = await api.identification.list.query({});
  expect(bands).toEqual({ certain: 3, likely: 1, ambiguous: 0, none: 0 });
  const salt = rows.find(({ title }) => title === 'Salt and Copper')!;
  expect(salt).toMatchObject({ artist: 'North Harbour', files: 3, source: 'musicbrainz', reason: 'agrees' });
  const detail = await api.identification.get.query({ id: salt.id });
  expect(detail.cover).toMatchObject({ width: 600, height: 600 });
  expect(detail.album).toContainEqual({
    field: 'date',
    before: null,
    after: ['2016-09-02'],
    source: 'musicbrainz',
    difference: 'new',
  });
  expect(detail.tracks.map(({ fileName, proposed, bySound }) => [fileName, proposed?.title, bySound])).toEqual([
    ['a', 'Harbour Lights', true],
    ['b', 'Nattsvømmer', true],
    ['c', 'Last Ferry', true],
  ]);
  const machines = await api.identification.get.query({ id: rows.find(({ band }) => band === 'likely')!.id });
  expect(machines.reason).toBe('extra-and-missing');
  expect(
    machines.tracks.map(({ id, fileName, proposed }) => [id === null ? null : fileName, proposed?.title ?? null]),
  ).toEqual([
    ['00', 'Before the Machines'],
    ['01', 'Loom'],
    [null, 'Press'],
    ['03', 'Kiln'],
    ['own recording', null],
  ]);
});

it('accepts them as one batch with right tags and covers, which one undo takes back', async () => {
  const before = await api.tracks.list.query({ query: '', sort: [], offset: 0, limit: 50 });
  const accepted = await api.identification.accept.mutate({ bands: ['certain', 'likely'] });
  expect(accepted).toMatchObject({ proposals: 4, tracks: 12, stale: [], problems: [] });
  expect(accepted.batches).toHaveLength(1);
  for (const release of RELEASES) {
    for (const [at, medium] of release.media.entries()) {
      const numbered = [
        ...(medium.hidden ? [[medium.hidden, 0] as const] : []),
        ...medium.tracks.map((track, i) => [track, i + 1] as const),
      ];
      for (const [track, number] of numbered) {
        if (track.title === 'Press') continue;
        const query = `musicbrainz_recordingid:${inventedId('recording', track.recording)}`;
        const { rows } = await api.tracks.list.query({ query, sort: [], offset: 0, limit: 5 });
        expect(rows, track.title).toHaveLength(1);
        const { fields, pictures } = (await api.tracks.get.query({ id: rows[0]!.id }))!;
        const tags = Object.fromEntries(fields.map(({ field, values }) => [field, values]));
        expect(tags, track.title).toMatchObject({
          title: [track.title],
          artist: [(track.artist ?? release.artist).name],
          album: [release.title],
          albumartist: [release.artist.name],
          date: [release.date],
          originaldate: ['2010'],
          discnumber: [String(at + 1)],
          totaldiscs: [String(release.media.length)],
          totaltracks: [String(medium.tracks.length)],
          label: ['Breakwater'],
          musicbrainz_albumid: [inventedId('release', release.number)],
          musicbrainz_releasegroupid: [inventedId('group', release.number)],
          musicbrainz_artistid: [(track.artist ?? release.artist).id],
          musicbrainz_trackid: [inventedId('track', track.recording)],
          acoustid_id: [inventedId('acoustid', track.recording)],
        });
        expect(Number(tags['tracknumber']?.[0])).toBe(number);
        expect(tags['compilation']).toEqual(release === SAMPLER ? ['1'] : undefined);
        expect(pictures.map(({ type }) => type)).toEqual([3]);
      }
    }
  }
  const [batch] = await api.history.list.query({ limit: 1 });
  expect(batch).toMatchObject({ author: 'MusicBrainz', note: 'identified 4 albums', tracks: 12 });
  expect((await api.identification.list.query({})).total).toBe(0);

  await api.history.undo.mutate({ batch: accepted.batches[0]! });
  const after = await api.tracks.list.query({ query: '', sort: [], offset: 0, limit: 50 });
  expect(after.rows.map(({ title, art }) => [title, art])).toEqual(before.rows.map(({ title, art }) => [title, art]));
  // What was undone waits for a decision again.
  expect((await api.identification.list.query({})).total).toBe(4);
});
