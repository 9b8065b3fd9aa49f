import { copyFileSync, mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { TrackReader } from '../../app/library/track-reader.ts';
import { indexDocuments } from '../../app/analysis/stored-analyses.ts';
import { openReader, openWriter } from '../../app/storage/connection.ts';
import { openIndex } from '../../index-engine/index.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Rebuilt {
  readonly parts: readonly string[];
  readonly tracks: number | null;
  readonly fingerprints: number | null;
  readonly listenAgain: number | null;
  readonly stillToListen: number | null;
}
interface Found {
  readonly similar: readonly { readonly id: number; readonly score: number }[];
}

const QUERIES = ['', 'hall', 'genre:=jazz', 'fran', 'knolls , siege', 'composer'];

/** What all queries find; whatever the number of a picture's version. */
function searches(library: string): unknown[] {
  const connection = openReader(library);
  const tracks = new TrackReader(connection);
  const found = QUERIES.map((query) => {
    const { rows } = tracks.list({ query, sort: [], offset: 0, limit: 100 });
    return [query, rows.map((row) => ({ ...row, art: null }))];
  });
  connection.close();
  return found;
}

/** Which files the index finds for each file's own fingerprint, best first. */
async function recognised(library: string): Promise<unknown[]> {
  const connection = openReader(library);
  const hashes = indexDocuments(connection, 0, 1000);
  connection.close();
  const index = await openIndex(join(library, 'index'));
  const found: unknown[] = [(await index.info()).documents];
  for (const { fileId, hashes: own } of hashes) found.push([fileId, await index.search(own)]);
  await index.close();
  return found;
}

function damage(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) truncateSync(path, statSync(path).size >> 1);
  }
}

describe('descant rebuild', () => {
  const folder = temporaryFolder();
  const music = join(folder, 'music');
  const library = join(folder, 'library');

  beforeAll(async () => {
    makeAudio(join(music, 'a.flac'), {
      tags: { title: 'Frantic', artist: 'Hall', genre: 'Folk', date: '1999', composer: 'Composer' },
      pitch: 200,
      seconds: 6,
      art: true,
    });
    makeAudio(join(music, 'b.mp3'), { tags: { title: 'Knolls', artist: 'Hall' }, pitch: 300, seconds: 6 });
    makeAudio(join(music, 'c.ogg'), { tags: { title: 'Siege', artist: 'Tide', date: '2004' }, pitch: 700, seconds: 6 });
    writeFileSync(join(music, 'broken.flac'), 'fLaC?');
    await descantJson(library, 'scan', music, '--wait', 'analysis');
    await descantJson(library, 'edit', 'hall', 'genre=Jazz', 'genre=Blues');
  });

  it('makes the search and the columns again, however damaged they are', async () => {
    const before = searches(library);
    const connection = openWriter(library);
    // The tables of the full-text index are guarded against everybody but itself.
    connection.unsafeMode();
    connection.exec(
      "UPDATE track SET title = 'x', artist_key = 'y', year = 7, kind = 'z' WHERE id = 1; DELETE FROM track_genre; INSERT INTO track_genre VALUES ('wrong', 2, 'Wrong'); DELETE FROM track_search_data",
    );
    connection.close();
    expect((await descant(library, 'tracks', 'genre:wrong', '--json')).stdout).toContain('"total":1');
    expect((await descant(library, 'tracks', 'hall', '--json')).code).toBe(1);
    expect(await descantJson<Rebuilt>(library, 'rebuild', '--search')).toEqual({
      parts: ['search'],
      tracks: 4,
      fingerprints: null,
      listenAgain: null,
      stillToListen: null,
    });
    expect(searches(library)).toEqual(before);
    // What is edited afterwards is found as ever.
    await descantJson(library, 'edit', 'siege', 'title=Siege of Laurelmor');
    expect(await descantJson(library, 'tracks', 'laurelmor')).toMatchObject({ total: 1 });
    await descantJson(library, 'undo');
    expect(await descantJson(library, 'tracks', 'laurelmor')).toMatchObject({ total: 0 });
  });

  it('leaves tracks alone that are as they have to be', async () => {
    const generations = (): unknown => {
      const connection = openReader(library);
      const rows = connection.prepare('SELECT id, generation, changed_at FROM track').all();
      connection.close();
      return rows;
    };
    const before = generations();
    await descantJson(library, 'rebuild', '--search');
    expect(generations()).toEqual(before);
  });

  it('fills the index from the database, without what does not belong there', async () => {
    const before = await recognised(library);
    expect(before[0]).toBe(3);
    const index = await openIndex(join(library, 'index'));
    await index.update([{ type: 'insert', id: 999, hashes: Uint32Array.of(1, 2, 3) }]);
    await index.close();
    expect(await descantJson<Rebuilt>(library, 'rebuild', '--index')).toMatchObject({
      fingerprints: 3,
      listenAgain: null,
    });
    expect(await recognised(library)).toEqual(before);
  });

  it('makes everything again, after which what sounds alike still does', async () => {
    const similar = (): Promise<Found> => descantJson<Found>(library, 'similar', '1');
    const [alike, found, known] = [await similar(), searches(library), await recognised(library)];
    expect(alike.similar).toHaveLength(2);
    damage(join(library, 'vectors'));
    damage(join(library, 'index'));
    expect((await similar()).similar).toEqual([]);
    expect(await descantJson<Rebuilt>(library, 'rebuild')).toEqual({
      parts: ['search', 'index', 'vectors'],
      tracks: 4,
      fingerprints: 3,
      listenAgain: 3,
      stillToListen: 0,
    });
    const again = await similar();
    expect(again.similar.map(({ id }) => id)).toEqual(alike.similar.map(({ id }) => id));
    for (const [i, { score }] of again.similar.entries()) expect(score).toBeCloseTo(alike.similar[i]!.score, 5);
    expect(searches(library)).toEqual(found);
    expect(await recognised(library)).toEqual(known);
    expect(readdirSync(library).filter((name) => name.endsWith('.discarded'))).toEqual([]);
    expect((await descant(library, 'rebuild', '--vectors')).stdout).toBe('vectors: 3 files to analyse again; done\n');
  });

  it('tells a service that does not analyse which files are left to be analysed', async () => {
    const service = await startService(library, ['--no-mount', '--no-analysis']);
    expect(await descantJson<Rebuilt>(library, 'rebuild', '--vectors')).toMatchObject({
      listenAgain: 3,
      stillToListen: 3,
    });
    expect((await service.api.jobs.list.query()).find(({ job }) => job === 'analysis')).toMatchObject({
      state: 'idle',
    });
    // What was heard before is there until then.
    expect(await service.api.tracks.get.query({ id: 1 })).toMatchObject({ sound: { rmsEnergy: expect.any(Number) } });
    await service.stop();
    await descantJson(library, 'scan', '--wait', 'analysis');
    expect((await descantJson<Found>(library, 'similar', '1')).similar).toHaveLength(2);
  });

  it('holds an analysis that runs, which then goes on and misses nothing', async () => {
    for (let i = 0; i < 9; i++) {
      makeAudio(join(music, `more ${i}.wav`), { tags: { title: `more ${i}` }, pitch: 150 + 40 * i, seconds: 15 });
    }
    const service = await startService(library, ['--no-mount']);
    await service.until(
      ({ event, job, state, done }) =>
        event === 'progress' && job === 'analysis' && state === 'running' && (done as number) > 0,
    );
    expect(await descantJson<Rebuilt>(library, 'rebuild', '--index')).toMatchObject({
      fingerprints: expect.any(Number),
    });
    while (!(await service.api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 })).settled);
    expect(await service.api.library.summary.query()).toMatchObject({ analysed: 12, analysisFailed: 0 });
    expect(await service.api.tracks.similar.query({ id: 1, limit: 100 })).toHaveLength(11);
    await service.stop();
    expect((await recognised(library))[0]).toBe(12);
  });

  it('leaves an analysis paused that was paused before', async () => {
    const service = await startService(library, ['--no-mount']);
    await service.api.analysis.pause.mutate();
    expect(await descantJson<Rebuilt>(library, 'rebuild', '--vectors')).toMatchObject({
      listenAgain: 12,
      stillToListen: 12,
    });
    expect((await service.api.jobs.list.query()).find(({ job }) => job === 'analysis')).toMatchObject({
      state: 'paused',
    });
    await service.api.analysis.resume.mutate();
    while (!(await service.api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 })).settled);
    expect(await service.api.tracks.similar.query({ id: 1, limit: 100 })).toHaveLength(11);
    await service.stop();
  });

  it('goes on after a kill -9 in whatever part of it', async () => {
    for (const polls of [0, 2, 12]) {
      const service = await startService(library, ['--no-mount']);
      await service.api.rebuild.start.mutate({ parts: ['search', 'index', 'vectors'] });
      for (let i = 0; i < polls; i++) await service.api.rebuild.wait.mutate({ milliseconds: 15 });
      await service.kill();
      const next = await startService(library, ['--no-mount']);
      expect(await next.api.tracks.list.query({ query: 'more', limit: 0 })).toMatchObject({ total: 9 });
      await next.api.rebuild.wait.mutate({ milliseconds: 20_000 });
      const heard = async (): Promise<boolean> =>
        (await next.api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 })).settled &&
        (await next.api.tracks.similar.query({ id: 1, limit: 100 })).length === 11;
      while (!(await heard()));
      expect(await next.api.library.summary.query()).toMatchObject({ analysed: 12 });
      await next.stop();
      expect((await recognised(library))[0]).toBe(12);
    }
  });
});

describe('a rebuild of the search of many tracks', () => {
  const FILES = 3000;
  const folder = temporaryFolder();
  const library = join(folder, 'library');
  let service: RunningService;

  beforeAll(async () => {
    const original = makeAudio(join(folder, 'music', 'original.mp3'), {
      tags: { title: 'one of many', artist: 'Hall' },
      seconds: 1,
    });
    for (let i = 1; i < FILES; i++) {
      const album = join(folder, 'music', `album ${Math.floor(i / 50)}`);
      mkdirSync(album, { recursive: true });
      copyFileSync(original, join(album, `${i}.mp3`));
    }
    await descantJson(library, 'scan', join(folder, 'music'));
    service = await startService(library, ['--no-mount', '--no-analysis']);
  });

  const total = async (query: string): Promise<number> =>
    (await service.api.tracks.list.query({ query, limit: 0 })).total;
  const openRebuilds = (): unknown[] => {
    const connection = openReader(library);
    const tables = connection.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'track_search_next%'").all();
    connection.close();
    return tables;
  };
  const begun = async (): Promise<void> => {
    while ((await service.api.rebuild.wait.mutate({ milliseconds: 1 })).done === 0);
  };

  it('lets searches and edits go on, and keeps what was edited meanwhile', async () => {
    await service.api.rebuild.start.mutate({ parts: ['search'] });
    await begun();
    await expect(service.api.rebuild.start.mutate({ parts: ['search'] })).rejects.toMatchObject({
      data: { reason: 'REBUILD_RUNNING' },
    });
    let edited = 0;
    let running = true;
    for (let id = 1; running && id < FILES / 2; id += 7) {
      // From both ends: tracks that the new index has already, and those that it has not.
      for (const track of [id, FILES + 1 - id]) {
        await service.api.tracks.edit.mutate({ ids: [track], changes: { title: ['Laurelmor'] } });
      }
      edited += 2;
      expect(await total('laurelmor')).toBe(edited);
      running = (await service.api.rebuild.wait.mutate({ milliseconds: 0 })).state === 'running';
    }
    while ((await service.api.rebuild.wait.mutate({ milliseconds: 20_000 })).state === 'running');
    expect(await service.api.rebuild.wait.mutate({ milliseconds: 0 })).toMatchObject({ state: 'done', tracks: FILES });
    expect(await total('laurelmor')).toBe(edited);
    expect(await total('"one of many"')).toBe(FILES - edited);
  });

  it('leaves the old one when it is cancelled', async () => {
    const before = await total('laurelmor');
    await service.api.rebuild.start.mutate({ parts: ['search', 'index'] });
    await begun();
    await service.api.rebuild.cancel.mutate();
    // Only where the last track came before the word is there nothing to cancel.
    const { state, part, tracks } = await service.api.rebuild.wait.mutate({ milliseconds: 0 });
    expect([state, part, tracks]).toEqual(tracks === null ? ['cancelled', 'search', null] : [state, part, FILES]);
    expect(await total('laurelmor')).toBe(before);
    expect(openRebuilds()).toEqual([]);
  });

  it('goes on in the next service after a kill -9, and is whole until then', async () => {
    const before = await total('laurelmor');
    await service.api.rebuild.start.mutate({ parts: ['search'] });
    await begun();
    await service.kill();
    expect((await descantJson<{ total: number }>(library, 'tracks', 'laurelmor', '--limit', '1')).total).toBe(before);
    service = await startService(library, ['--no-mount', '--no-analysis']);
    let progress = await service.api.rebuild.wait.mutate({ milliseconds: 20_000 });
    while (progress.state === 'running') progress = await service.api.rebuild.wait.mutate({ milliseconds: 20_000 });
    // The kill may have come when all was done.
    expect([progress.state, progress.tracks]).toEqual(progress.state === 'idle' ? ['idle', null] : ['done', FILES]);
    expect(openRebuilds()).toEqual([]);
    expect(await total('laurelmor')).toBe(before);
    expect(await total('hall')).toBe(FILES);
    await service.stop();
  });
});
