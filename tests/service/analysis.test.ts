import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { openIndex } from '../../index-engine/index.ts';
import { makeAudio } from '../support/audio.ts';
import { jobDone, startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');

/** Sixteen bytes. */
const HASH: unknown = expect.stringMatching(/^[0-9A-F]{32}$/);

async function idOf(service: RunningService, title: string): Promise<number> {
  return (await service.api.tracks.list.query({ query: `title:=${title}` })).rows[0]!.id;
}

beforeAll(() => {
  makeAudio(join(music, 'low.flac'), { tags: { title: 'low' }, pitch: 150, seconds: 6 });
  makeAudio(join(music, 'low again.mp3'), { tags: { title: 'second' }, pitch: 150, seconds: 6 });
  makeAudio(join(music, 'high.opus'), { tags: { title: 'high' }, pitch: 700, seconds: 6 });
});

describe('analysing a library', () => {
  it('goes on in the background, and finds the same sound in another format', async () => {
    const service = await startService(library, ['--no-mount', '--folder', music]);
    await service.until(jobDone('analysis'));
    const low = await idOf(service, 'low');
    expect(await service.api.tracks.get.query({ id: low })).toMatchObject({
      analysis: 'done',
      sound: { spectralCentroid: expect.any(Number), rmsEnergy: expect.any(Number) },
    });
    const similar = await service.api.tracks.similar.query({ id: low });
    expect(similar.map(({ track }) => track.title)).toEqual(['second', 'high']);
    await service.stop();
  });

  it('is not done again for what is known', async () => {
    const service = await startService(library, ['--no-mount']);
    await service.until(({ event, job, state }) => event === 'progress' && job === 'scan' && state === 'idle');
    await service.api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 });
    expect((await service.api.jobs.list.query()).find(({ job }) => job === 'analysis')).toMatchObject({
      state: 'idle',
      done: 0,
    });
    await service.stop();
  });

  it('hashes what an earlier version has analysed, and analyses none of it again', async () => {
    const inDatabase = <Result>(work: (database: Database.Database) => Result): Result => {
      const database = new Database(join(library, 'library.db'));
      try {
        return work(database);
      } finally {
        database.close();
      }
    };
    const stored = (): unknown[] =>
      inDatabase((database) =>
        database.prepare('SELECT file_id, analysed_at, hex(audio_hash) FROM analysis ORDER BY file_id').raw().all(),
      );
    const before = stored();
    expect(before).toEqual(Array.from({ length: 3 }, () => [expect.any(Number), expect.any(Number), HASH]));
    inDatabase((database) => database.exec('UPDATE analysis SET audio_hash = NULL'));
    const service = await startService(library, ['--no-mount']);
    await service.until(jobDone('analysis'));
    await service.stop();
    expect(stored()).toEqual(before);
  });

  it('makes the index and the vectors again when they are gone', async () => {
    rmSync(join(library, 'index'), { recursive: true });
    rmSync(join(library, 'vectors'), { recursive: true });
    const service = await startService(library, ['--no-mount']);
    await service.until(jobDone('analysis'));
    expect(await service.api.tracks.similar.query({ id: await idOf(service, 'low') })).toHaveLength(2);
    await service.stop();
    const index = await openIndex(join(library, 'index'));
    expect(await index.info()).toMatchObject({ documents: 3 });
    await index.close();
  });

  it('pauses and resumes', async () => {
    makeAudio(join(music, 'new.wav'), { tags: { title: 'new' }, pitch: 330, seconds: 6 });
    const service = await startService(library, ['--no-mount', '--no-analysis']);
    await service.until(jobDone('scan'));
    await service.api.analysis.pause.mutate();
    expect((await service.api.library.summary.query()).analysed).toBe(3);
    await service.api.analysis.resume.mutate();
    await service.until(jobDone('analysis'));
    expect((await service.api.library.summary.query()).analysed).toBe(4);
    await service.stop();
  });

  it('takes no sound of a second for a fault', async () => {
    makeAudio(join(music, 'click.wav'), { tags: { title: 'click' }, seconds: 1 });
    const service = await startService(library, ['--no-mount']);
    await service.until(jobDone('analysis'));
    expect(await service.api.errors.list.query()).toEqual([]);
    const summary = await service.api.library.summary.query();
    expect(summary).toMatchObject({ analysed: summary.tracks, tooShort: 1, analysisFailed: 0 });
    expect(await service.api.tracks.get.query({ id: await idOf(service, 'click') })).toMatchObject({
      analysis: 'too-short',
    });
    await service.stop();
  });

  it('keeps the cause for a file that cannot be analysed, and tries it again when asked', async () => {
    // The head of a FLAC without any audio behind it.
    const whole = makeAudio(join(folder, 'whole.flac'), { tags: { title: 'hollow' } });
    writeFileSync(join(music, 'hollow.flac'), readFileSync(whole).subarray(0, 9000));
    const service = await startService(library, ['--no-mount']);
    await service.until(
      ({ event, job, state, failed }) =>
        event === 'progress' && job === 'analysis' && state === 'idle' && (failed as number) > 0,
    );
    const hollow = await service.api.tracks.get.query({ id: await idOf(service, 'hollow') });
    expect(hollow.analysis).toMatchObject({ error: expect.stringMatching(/\w/) });
    expect(await service.api.errors.list.query()).toMatchObject([
      { stage: 'analysis', path: join(music, 'hollow.flac') },
    ]);
    expect(await service.api.analysis.retry.mutate()).toBe(1);
    await service.stop();
  });
});
