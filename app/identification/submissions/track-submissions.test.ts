import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeMusicServices } from '../../../tests/support/fake-music-services.ts';
import { SeededRandom } from '../../../tests/index-engine/seeded-random.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { compressToBytes, decompress } from '../../audio/chromaprint/compression.ts';
import { memoryLibrary, type MemoryLibrary } from '../../library/testing-library.ts';
import { settingsOf } from '../../library/settings.ts';
import { FakeClock } from '../../model/testing-clock.ts';
import type { SubmissionState } from '../../model/submissions.ts';
import { ResponseCache } from '../web/response-cache.ts';
import { WebClient } from '../web/web-client.ts';
import { AcoustidSubmit } from './acoustid-submit.ts';
import * as stored from './stored-submissions.ts';
import { submittableTracks, submittedSounds } from './submitted-sound.ts';
import { TrackSubmissions } from './track-submissions.ts';

const random = new SeededRandom(9);
const MBID = '0a1b2c3d-0000-4000-8000-000000000001';

let library: MemoryLibrary;
let services: FakeMusicServices;
let clock: FakeClock;
let keys: { client: string | null; user: string | null };
let opened: TrackSubmissions[];
let cacheFolder: string;
let changes: number;

beforeEach(async () => {
  library = memoryLibrary();
  clock = new FakeClock(1_800_000_000_000);
  services = await FakeMusicServices.start(() => clock.now());
  keys = { client: 'app', user: 'me' };
  opened = [];
  changes = 0;
  cacheFolder = join(temporaryFolder(), 'library');
  mkdirSync(cacheFolder);
});
afterEach(async () => {
  for (const one of opened) await one.close();
  await services.close();
});

const sound = (items = 1200): Uint32Array => Uint32Array.from({ length: items }, () => random.u32());

function add(tags: Readonly<Record<string, readonly string[]>>, items: Uint32Array | null = sound()): number {
  const id = library.add({ name: `${random.u32()}.flac`, duration: 200.4, tags });
  if (items === null) return id;
  library.analyse(id);
  library.connection.prepare('UPDATE analysis SET fingerprint = ? WHERE file_id = ?').run(compressToBytes(items), id);
  return id;
}
const song = (title: string): number => add({ title: [title], artist: ['Ember'] });

/** The queue of a service that begins now. */
function queue(timeout = 2000): TrackSubmissions {
  const { connection } = library;
  const client = new WebClient({
    clock,
    cache: new ResponseCache(cacheFolder),
    userAgent: async () => 'Descant/1',
    timeout,
  });
  const one = new TrackSubmissions({
    read: {
      ids: async () => [],
      submittableTracks: async ({ ids }) => submittableTracks(connection, ids),
      submittedSounds: async ({ ids }) => submittedSounds(connection, ids),
      knownSubmissions: async ({ tracks }) => stored.knownSubmissions(connection, tracks),
      countSubmissions: async () => stored.countSubmissions(connection),
      submissionPage: async (request) => stored.submissionPage(connection, request),
      waitingSubmissions: async ({ limit }) => stored.waitingSubmissions(connection, limit),
      dueSubmissions: async ({ at, limit }) => stored.dueSubmissions(connection, at, limit),
      nextSubmissionCheck: async () => stored.nextCheck(connection),
    },
    write: {
      queueSubmissions: async ({ tracks, at }) => stored.queueSubmissions(connection, tracks, at),
      noteSubmissions: async ({ changes, at }) => stored.noteSubmissions(connection, changes, at),
      noteUnanswered: async ({ reason }) => stored.noteUnanswered(connection, reason),
      retrySubmissions: async ({ tracks, at }) => stored.retrySubmissions(connection, tracks, at),
      dropSubmissions: async ({ tracks }) => stored.dropSubmissions(connection, tracks),
    },
    acoustid: new AcoustidSubmit(client),
    settings: async () => ({
      ...settingsOf([]),
      'identify.acoustid-url': services.acoustid,
      'identify.acoustid-key': keys.client,
      'identify.acoustid-user-key': keys.user,
    }),
    clock,
    version: async () => '1.2',
    onChange: () => (changes += 1),
    onProblem: ({ message }) => expect.fail(message),
  });
  opened.push(one);
  return one;
}

/** Waits until the queue has nothing more to do by itself. */
async function ended(one: TrackSubmissions): Promise<void> {
  while ((await one.state()).isRunning) await new Promise(setImmediate);
}

const states = (): readonly (readonly [number, SubmissionState])[] =>
  stored
    .submissionPage(library.connection, { state: null, offset: 0, limit: 100 })
    .rows.map(({ track, state }) => [track, state] as const)
    .toSorted(([a], [b]) => a - b);
const rowOf = (track: number) =>
  stored
    .submissionPage(library.connection, { state: null, offset: 0, limit: 100 })
    .rows.find((row) => row.track === track);

describe('a track that is submitted', () => {
  it('is told with its sound, length, ids and names, and ends with the id that AcoustID gives', async () => {
    const items = sound();
    const track = add(
      {
        title: ['Ash'],
        artist: ['Ember', 'Coal'],
        album: ['Hearth'],
        albumartist: ['Ember'],
        tracknumber: ['3/9'],
        discnumber: ['2'],
        date: ['1999-05-01'],
        musicbrainz_recordingid: [MBID.toUpperCase()],
      },
      items,
    );
    const one = queue();
    expect(await one.add({ ids: [track] })).toEqual({ queued: 1, known: 0, withoutSound: 0, withoutName: 0 });
    await ended(one);
    const { fingerprint, ...words } = services.submissions[0]!;
    expect(words).toEqual({
      duration: '200',
      mbid: MBID,
      track: 'Ash',
      artist: 'Ember; Coal',
      album: 'Hearth',
      albumartist: 'Ember',
      trackno: '3',
      discno: '2',
      year: '1999',
      fileformat: 'FLAC',
      bitrate: '800',
    });
    expect(decompress(fingerprint!).items).toEqual(items.subarray(0, 948));
    expect(rowOf(track)).toMatchObject({ state: 'imported', acoustid: 'acoustid-1', reason: null });
    expect(services.requests[0]!.form!.get('clientversion')).toBe('1.2');
    expect(await one.state()).toMatchObject({ isOn: true, problem: null, counts: { imported: 1 } });
    // Queued, sent, pending twice, imported.
    expect(changes).toBe(5);
  });

  it('is not queued twice, unless what is told of it has changed', async () => {
    const track = song('Ash');
    const one = queue();
    await one.add({ ids: [track] });
    await ended(one);
    expect(await one.add({ ids: [track] })).toMatchObject({ queued: 0, known: 1 });
    library.retag(track, { title: ['Ash'], artist: ['Ember'], musicbrainz_recordingid: [MBID] });
    expect(await one.add({ ids: [track] })).toMatchObject({ queued: 1, known: 0 });
    await ended(one);
    expect(services.submissions.map(({ mbid }) => mbid)).toEqual([undefined, MBID]);
  });

  it('is left out where it has no fingerprint, or neither an id nor names', async () => {
    const tracks = [
      add({ title: ['a'], artist: ['b'] }, null),
      add({ title: ['a'] }),
      add({ musicbrainz_recordingid: [MBID] }),
    ];
    const one = queue();
    expect(await one.add({ ids: tracks })).toEqual({ queued: 1, known: 0, withoutSound: 1, withoutName: 1 });
  });
});

describe('a look at what would be sent', () => {
  it('counts what add would queue, and with which names, whether there are keys or not', async () => {
    const known = song('Ash');
    const one = queue();
    await one.add({ ids: [known] });
    await ended(one);
    keys = { client: null, user: null };
    const ids = [
      known,
      song('Elm'),
      add({ title: ['Oak'], artist: ['Ember'], musicbrainz_recordingid: [MBID] }),
      add({ title: ['Fir'], artist: ['Ember'] }, null),
      add({ title: ['Yew'] }),
    ];
    const before = states();
    expect(await one.preview({ ids })).toEqual({
      tracks: 5,
      ready: 2,
      withRecording: 1,
      known: 1,
      withoutSound: 1,
      withoutName: 1,
    });
    expect(states()).toEqual(before);
    keys = { client: 'app', user: 'me' };
    expect(await one.add({ ids })).toEqual({ queued: 2, known: 1, withoutSound: 1, withoutName: 1 });
    await expect(one.preview({ ids }, AbortSignal.abort(new Error('closed')))).rejects.toThrow('closed');
  });
});

describe('the queue', () => {
  it('is off without the key of a person, and of an application', async () => {
    const track = song('Ash');
    const one = queue();
    keys.user = null;
    await expect(one.add({ ids: [track] })).rejects.toMatchObject({
      code: 'NO_KEY',
      message: expect.stringContaining('descant config identify.acoustid-user-key KEY'),
    });
    keys = { client: null, user: 'me' };
    await expect(one.add({ ids: [track] })).rejects.toMatchObject({ code: 'NO_KEY' });
    expect(await one.state()).toMatchObject({ isOn: false });
    expect([states(), services.requests]).toEqual([[], []]);
  });

  it('sends batches of twenty, at most three requests a second', async () => {
    services.pendingAnswers = 0;
    const tracks = Array.from({ length: 45 }, (_, i) => song(`${i}`));
    const one = queue();
    await one.add({ ids: tracks });
    await ended(one);
    const sent = services.requests.filter(({ path }) => path.endsWith('/submit'));
    expect(sent.map(({ form }) => [...form!.keys()].filter((name) => name.startsWith('fingerprint')).length)).toEqual([
      20, 20, 5,
    ]);
    const times = services.requests.map(({ at }) => at);
    const pauses = times.slice(1).map((at, place) => at - times[place]!);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(334);
    expect(await one.state()).toMatchObject({ counts: { imported: 45, waiting: 0 } });
  });

  it('asks what became of a submission after growing times', async () => {
    services.pendingAnswers = 3;
    const one = queue();
    await one.add({ ids: [song('Ash')] });
    await ended(one);
    const [first, ...checks] = services.requests.map(({ at }) => at);
    expect(checks.map((at) => at - first!)).toEqual([10_000, 70_000, 370_000, 2_170_000]);
  });

  it('finds the one track that spoils a batch, and sends the others', async () => {
    const tracks = ['a', 'bad', 'c', 'd', 'e'].map(song);
    services.badTitles.add('bad');
    const one = queue();
    await one.add({ ids: tracks });
    await ended(one);
    expect(states().map(([, state]) => state)).toEqual(['imported', 'refused', 'imported', 'imported', 'imported']);
    expect(rowOf(tracks[1]!)!.reason).toBe('AcoustID refuses it: invalid fingerprint');
    expect(services.submissions.map(({ track }) => track)).toEqual(['a', 'c', 'd', 'e']);
    services.badTitles.clear();
    expect(await one.retry(null)).toBe(1);
    await ended(one);
    expect(await one.state()).toMatchObject({ counts: { imported: 5 } });
  });

  it('keeps a pause that AcoustID asks for, and sends nothing twice', async () => {
    services.script('/submit', { status: 429, headers: { 'Retry-After': '90' } }, { status: 500 });
    const one = queue();
    await one.add({ ids: [song('Ash')] });
    await ended(one);
    const [refused, failed, sent] = services.requests.map(({ at }) => at);
    expect(failed! - refused!).toBe(90_000);
    expect(sent! - failed!).toBe(30_000);
    expect([states(), services.submissions.length]).toEqual([[[1, 'imported']], 1]);
  });

  it('stops at a key that is refused, and goes on when another is set', async () => {
    keys.user = 'wrong';
    const one = queue();
    await one.add({ ids: [song('Ash')] });
    await one.sent();
    await ended(one);
    expect(await one.state()).toMatchObject({
      counts: { waiting: 1 },
      problem: { code: 'REFUSED', message: 'AcoustID refuses it: invalid user API key' },
    });
    keys.user = 'me';
    one.wake();
    await ended(one);
    expect(await one.state()).toMatchObject({ counts: { imported: 1 }, problem: null });
  });

  it('without the network waits longer and longer, and sends when it is there', async () => {
    const { acoustid } = services;
    await services.close();
    const one = queue();
    await one.add({ ids: [song('Ash')] });
    await one.sent();
    expect(await one.state()).toMatchObject({
      counts: { waiting: 1 },
      problem: { code: 'OFFLINE', message: expect.stringContaining('ECONNREFUSED') },
    });
    while (clock.sleeps.filter((pause) => pause >= 5000).length < 6) await new Promise(setImmediate);
    expect(clock.sleeps.filter((pause) => pause >= 5000).slice(0, 6)).toEqual([
      5000, 30_000, 120_000, 600_000, 1_800_000, 1_800_000,
    ]);
    expect(acoustid).toContain('127.0.0.1');
  });

  it('does not send again by itself what was not answered, also after a restart', async () => {
    services.script('/submit', 'silence');
    const [lost, fine] = [song('lost'), song('fine')];
    const first = queue(50);
    await first.add({ ids: [lost] });
    await first.sent();
    await first.close();
    expect(rowOf(lost)).toMatchObject({ state: 'sent', reason: expect.stringContaining('descant submissions retry') });
    library.connection.prepare('UPDATE acoustid_submission SET reason = NULL').run();
    const next = queue();
    await next.add({ ids: [fine] });
    await ended(next);
    expect(rowOf(lost)).toMatchObject({ state: 'sent', reason: expect.stringContaining('no answer came') });
    expect(services.submissions.map(({ track }) => track)).toEqual(['fine']);
    expect(await next.retry([lost])).toBe(1);
    await ended(next);
    expect(states().map(([, state]) => state)).toEqual(['imported', 'imported']);
  });

  it('goes on after a restart with what waits and what is pending', async () => {
    const [waiting, pending] = [song('waiting'), song('pending')];
    const tracks = submittableTracks(library.connection, [waiting, pending]).flatMap((track) =>
      'digest' in track ? [track] : [],
    );
    stored.queueSubmissions(library.connection, tracks, 1);
    stored.noteSubmissions(library.connection, [{ track: pending, state: 'pending', remoteId: 70, nextCheck: 5 }], 1);
    const one = queue();
    one.wake();
    await ended(one);
    expect(states().map(([, state]) => state)).toEqual(['imported', 'imported']);
    expect(services.submissions).toHaveLength(1);
  });

  it('forgets what AcoustID does not have, or whatever a person names', async () => {
    const [done, waiting] = [song('done'), song('waiting')];
    const one = queue();
    await one.add({ ids: [done] });
    await ended(one);
    keys.user = 'wrong';
    await one.add({ ids: [waiting] });
    await ended(one);
    expect(await one.drop(null)).toBe(1);
    expect(states()).toEqual([[done, 'imported']]);
    expect(await one.drop([done])).toBe(1);
    expect(states()).toEqual([]);
  });
});
