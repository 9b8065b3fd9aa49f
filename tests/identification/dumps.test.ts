/**
 * An album of files with wrong tags is identified by published dumps alone, with every service on the network off; and
 * adding dumps goes on after a kill at any moment.
 */
import Database from 'better-sqlite3';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { fingerprint } from '../../app/audio/chromaprint/fingerprinter.ts';
import { compress } from '../../app/audio/chromaprint/compression.ts';
import { chordMusic, seededRandom, toInt16 } from '../../app/audio/test-signals.ts';
import { testItems, writeDump } from '../../app/dumps/testing-dumps.ts';
import type { DumpProgress } from '../../app/model/dumps.ts';
import type { IdentificationProgress, ProposalDetail } from '../../app/model/identification.ts';
import { Dumps } from '../../app/service/dumps.ts';
import { until } from '../index-engine/until.ts';
import { descantHere, descantJsonHere } from '../support/commands-here.ts';
import { dumpIds, lengthOf, writeInventedDump } from '../support/invented-dumps.ts';
import { FakeMusicServices } from '../support/fake-music-services.ts';
import { inventedId, musicBrainzRelease, type InventedRelease } from '../support/invented-releases.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LIMIT = 60_000;
const RATE = 11_025;
const PROGRAM = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));

const RELEASE: InventedRelease = {
  number: 41,
  title: 'Signals at Low Water',
  artist: { name: 'Ida Wren', id: inventedId('artist', 3) },
  date: '2014-05-01',
  media: [
    {
      tracks: [
        { title: 'Buoy', seconds: 12, recording: 411 },
        { title: 'Foghorn', seconds: 14, recording: 412 },
        { title: 'Lighthouse', seconds: 17, recording: 413 },
      ],
    },
  ],
};
/** What the dumps do not know. */
const FOREIGN: InventedRelease = {
  number: 42,
  title: 'Elsewhere',
  artist: RELEASE.artist,
  date: '2015',
  media: [{ tracks: [{ title: 'Far', seconds: 9, recording: 421 }] }],
};
const TRACKS = RELEASE.media[0]!.tracks;

const folder = temporaryFolder();
const library = join(folder, 'library');
const music = join(folder, 'music');
const dumps = join(folder, 'dumps');

/** Music that is like no other, of a seed: 16 bits, mono. */
function samplesOf(seed: number, seconds: number): Int16Array {
  const random = seededRandom(seed);
  const chords = Array.from({ length: 40 }, () => Array.from({ length: 3 }, () => 45 + Math.floor(random() * 30)));
  return toInt16(chordMusic(seconds, RATE, { bpm: 100 + 7 * (seed % 9), chords, seed }));
}

function writeMp3(path: string, samples: Int16Array, tags: readonly string[]): void {
  const raw = ['-f', 's16le', '-ar', String(RATE), '-ac', '1', '-i', 'pipe:0'];
  const metadata = tags.flatMap((tag) => ['-metadata', tag]);
  execFileSync('ffmpeg', ['-v', 'error', ...raw, '-ar', '44100', '-b:a', '96k', ...metadata, path], {
    input: Buffer.from(samples.buffer),
  });
}

beforeAll(async () => {
  mkdirSync(music);
  mkdirSync(dumps);
  const lines = TRACKS.map(({ seconds, recording }, at) => {
    const samples = samplesOf(recording, seconds);
    // The tags of two files are exchanged, and the third has none.
    const tags = [['title=Foghorn', 'artist=Ira Wren'], ['title=Buoy'], []][at]!;
    writeMp3(join(music, `${at + 1}.mp3`), samples, tags);
    return { id: recording, fingerprint: [...new Int32Array(fingerprint(samples).buffer)], length: seconds };
  });
  const foreign = ['title=Far', 'album=Elsewhere', `MusicBrainz Album Id=${inventedId('release', 42)}`];
  mkdirSync(join(music, 'foreign'));
  writeMp3(join(music, 'foreign', '1.mp3'), samplesOf(421, 9), foreign);
  const write = (list: string, rows: readonly unknown[]) =>
    writeDump(join(dumps, `2026-07-22-${list}-update.jsonl.gz`), rows);
  const gids = TRACKS.map(({ recording }) => inventedId('acoustid', recording));
  write('fingerprint', lines);
  write(
    'track',
    TRACKS.map(({ recording: id }, at) => ({ id, gid: gids[at] })),
  );
  write(
    'track_fingerprint',
    TRACKS.map(({ recording: id }) => ({ id, track_id: id, fingerprint_id: id })),
  );
  write(
    'track_mbid',
    TRACKS.map(({ recording: id }) => ({ id, track_id: id, mbid: inventedId('recording', id) })),
  );
  writeDump(join(dumps, 'release.gz'), [musicBrainzRelease(RELEASE)]);
  await startService(library);
  await descantHere(library, 'scan', music, '--wait', 'analysis');
}, LIMIT);

it('identifies an album by dumps, without the network', { timeout: LIMIT }, async () => {
  expect((await descantHere(library, 'config', 'identify.library', 'false')).code).toBe(0);
  expect(await descantHere(library, 'identify', '-album:Elsewhere')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('descant dumps add FILE'),
  });
  expect(await descantJsonHere<DumpProgress>(library, 'dumps', 'add', dumps)).toMatchObject({
    state: 'done',
    refused: 0,
  });
  const { run, proposals } = await descantJsonHere<{
    run: IdentificationProgress;
    proposals: readonly ProposalDetail[];
  }>(library, 'identify', '-album:Elsewhere');
  expect(run).toMatchObject({ sources: ['dumps'], requests: 0, problems: [], found: { certain: 1 } });
  expect(proposals).toMatchObject([
    {
      band: 'certain',
      source: 'musicbrainz',
      title: 'Signals at Low Water',
      artist: 'Ida Wren',
      release: inventedId('release', 41),
    },
  ]);
  expect(proposals[0]!.tracks.map(({ fileName, proposed, bySound }) => [fileName, proposed?.title, bySound])).toEqual([
    ['1', 'Buoy', true],
    ['2', 'Foghorn', true],
    ['3', 'Lighthouse', true],
  ]);
  // What is off is not asked.
  await descantHere(library, 'config', 'identify.dumps', 'false');
  expect((await descantHere(library, 'identify', '-album:Elsewhere')).stderr).toContain(
    'no source of identification is on',
  );
  await descantHere(library, 'config', 'identify.dumps', 'true');
});

it('asks MusicBrainz only for what the dumps do not know', { timeout: LIMIT }, async () => {
  const services = await FakeMusicServices.start();
  services.releases.set(inventedId('release', 42), musicBrainzRelease(FOREIGN));
  try {
    for (const [name, value] of [
      ['identify.musicbrainz-url', services.musicBrainz],
      ['identify.contact', 'tester@example.org'],
      ['identify.musicbrainz', 'true'],
    ] as const) {
      expect((await descantHere(library, 'config', name, value)).code).toBe(0);
    }
    const { run } = await descantJsonHere<{ run: IdentificationProgress }>(library, 'identify', '');
    expect(run).toMatchObject({ sources: ['dumps', 'musicbrainz'], requests: 1, problems: [], found: { certain: 2 } });
    expect(services.requests.map(({ path }) => path)).toEqual([
      expect.stringContaining(`/release/${inventedId('release', 42)}?`),
    ]);
  } finally {
    await services.close();
  }
});

it('goes on where a kill has ended it, with the same end', { timeout: LIMIT }, async () => {
  const [input, killed] = [join(folder, 'large'), join(folder, 'killed')];
  mkdirSync(input);
  const count = 1500;
  for (const kind of ['track', 'track_fingerprint', 'fingerprint'] as const) {
    await writeInventedDump(input, kind, count);
  }
  const child = spawn(process.execPath, [PROGRAM, '--library', killed, 'dumps', 'add', input], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  const store = join(killed, 'dumps', 'store.db');
  await until(() => rowsIn(store) > 0);
  child.kill('SIGKILL');
  await gone;
  expect(rowsIn(store)).toBeLessThan(count);
  const opened = new Dumps(killed, () => Promise.resolve({ 'dumps.folder': null }));
  const { rows, shown } = await opened.summary();
  expect(shown).toContainEqual(expect.objectContaining({ kind: 'fingerprint', state: 'unfinished' }));
  expect(await opened.resume()).toBe(true);
  await opened.settled();
  const { progress } = opened;
  expect(progress).toMatchObject({
    state: 'done',
    repeated: 0,
    refused: 0,
    rows: { fingerprint: count - rows.fingerprint },
  });
  const asked = Array.from({ length: 20 }, (_, place) => 1 + Math.floor((place * (count - 1)) / 19));
  const sounds = asked.map((id) => ({ id, fingerprint: compress(testItems(id)), length: lengthOf(id) }));
  const { evidence } = await opened.lookup(sounds, new AbortController().signal);
  await opened.close();
  expect(evidence.map(({ acoustid }) => acoustid)).toEqual(asked.map(dumpIds.track));
});

/** Fingerprints in a store that another process writes; 0 where it is not there yet. */
function rowsIn(store: string): number {
  if (!existsSync(store)) return 0;
  const connection = new Database(store, { readonly: true });
  try {
    return connection.prepare<[], number>("SELECT rows FROM row_count WHERE kind = 'fingerprint'").pluck().get() ?? 0;
  } catch {
    return 0;
  } finally {
    connection.close();
  }
}
