import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ActionResult } from '../../app/model/actions.ts';
import type { HealthCheckReport, HealthItem, HealthReport } from '../../app/model/health.ts';
import { addRefusedSave } from '../../app/mount/refused-saves.ts';
import { openWriter } from '../../app/storage/connection.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { descant as runDescant } from '../support/descant.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Findings extends HealthCheckReport {
  readonly items: readonly HealthItem[];
}

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const TAGS = { title: 'Frantic', artist: 'Hall' };

async function health(): Promise<{ code: number; report: HealthReport }> {
  const { code, stdout } = await descant(library, 'health', '--json');
  return { code, report: JSON.parse(stdout) as HealthReport };
}

async function found(name: string): Promise<Findings> {
  return JSON.parse((await descant(library, 'health', name, '--json')).stdout) as Findings;
}

beforeAll(async () => {
  makeAudio(join(music, 'a.flac'), { tags: TAGS, pitch: 200 });
  makeAudio(join(music, 'b.flac'), { tags: TAGS, pitch: 300 });
  await startService(library, ['--no-mount']);
  await descantJson(library, 'scan', music, '--wait', 'analysis');
});

describe('descant health', () => {
  it('ends with 0 and says so when nothing needs attention, though something could be better', async () => {
    const { code, stdout } = await descant(library, 'health');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nothing needs attention\.\n\nNotices\n/);
    expect(stdout).toContain('2 tracks have no year');
    const { report } = await health();
    expect(report.healthy).toBe(true);
    const wrong = report.checks.filter(({ severity, count }) => severity !== 'notice' && count > 0);
    expect(wrong).toEqual([]);
  });

  it('finds files that cannot be read, analysed or found, and tracks without a name', async () => {
    writeFileSync(join(music, 'broken.flac'), 'fLaC?');
    writeFileSync(join(music, 'hollow.flac'), readFileSync(join(music, 'a.flac')).subarray(0, 9000));
    makeAudio(join(music, 'no title.ogg'), { tags: { artist: 'Tide' }, pitch: 500 });
    makeAudio(join(music, 'nothing.mp3'), { pitch: 600 });
    rmSync(join(music, 'b.flac'));
    await descantJson(library, 'scan', '--wait', 'analysis');
    const { code, report } = await health();
    expect(code).toBe(1);
    expect(report.healthy).toBe(false);
    const counts = report.checks.filter(({ severity, count }) => severity !== 'notice' && count > 0);
    expect(Object.fromEntries(counts.map(({ check, count }) => [check, count]))).toEqual({
      unreadable: 1,
      missing: 1,
      unanalysed: 1,
      untagged: 2,
    });
    expect(await found('unreadable')).toMatchObject({
      items: [{ path: join(music, 'broken.flac'), message: expect.stringMatching(/\w/), trackId: expect.any(Number) }],
    });
    expect(await found('missing')).toMatchObject({
      items: [{ path: join(music, 'b.flac'), since: expect.any(Number) }],
    });
    expect(await found('unanalysed')).toMatchObject({ items: [{ path: join(music, 'hollow.flac') }] });
    expect((await found('untagged')).items.map(({ path, message }) => [path, message])).toEqual([
      [join(music, 'no title.ogg'), 'no title'],
      [join(music, 'nothing.mp3'), 'neither artist nor title'],
    ]);
  });

  it('goes by the tags in force', async () => {
    await descantJson(library, 'edit', 'path:nothing.mp3', 'artist=Tide', 'title=Siege');
    await descantJson(library, 'edit', 'path:a.flac', 'title=');
    expect((await found('untagged')).items.map(({ message }) => message)).toEqual(['no title', 'no title']);
    await descantJson(library, 'undo');
  });

  it('mends what it has found, as one batch that one undo takes back, and shows guesses first', async () => {
    const json = async <Result>(...words: string[]): Promise<Result> => descantJson<Result>(library, ...words);
    await json('edit', 'path:a.flac', 'artist=hall', 'title=03 - Frantic');
    const fixed = await json<ActionResult>('health', 'fix', 'title-numbers');
    expect(fixed).toMatchObject({ tracks: 1, fields: { title: 1, tracknumber: 1 } });
    await json('edit', 'path:nothing.mp3', 'artist=Hall');
    const guess = await json<ActionResult & { dryRun: boolean }>('health', 'fix', 'artist-variants');
    expect(guess).toMatchObject({ tracks: 1, batch: null, dryRun: true });
    const applied = await json<ActionResult>('health', 'fix', 'artist-variants', '--preview', guess.digest);
    expect(applied).toMatchObject({ changes: guess.changes, batch: expect.any(Number) });
    expect((await found('artist-variants')).count).toBe(0);
    await json('undo', String(applied.batch));
    expect((await found('artist-variants')).count).toBe(1);
    const stale = await descant(library, 'health', 'fix', 'artist-variants', '--preview', 'another');
    expect(stale).toMatchObject({ code: 1, stderr: expect.stringContaining('look at a new preview') });
  });

  it('misses nothing that lay in a folder that was taken out of the library', async () => {
    const other = join(folder, 'other');
    makeAudio(join(other, 'elsewhere.flac'), { tags: TAGS });
    await descantJson(library, 'scan', other);
    const connection = openWriter(library);
    const { removeRoot, roots } = await import('../../app/scan/roots.ts');
    removeRoot(connection, roots(connection).at(-1)!.id);
    connection.close();
    expect((await found('missing')).count).toBe(1);
  });

  it('tells of refused saves, and of originals that changed behind the mount', async () => {
    const connection = openWriter(library);
    addRefusedSave(connection, {
      trackId: 1,
      path: 'Hall/Frantic.flac',
      author: 'kid3',
      reason: 'the sound would change',
      kept: join(library, 'quarantine', 'x'),
    });
    connection
      .prepare('INSERT INTO mount_problem (track_id, at, message) VALUES (1, 1700000000000, ?)')
      .run('the file has changed');
    connection.close();
    expect(await found('refused')).toMatchObject({
      count: 1,
      items: [
        { trackId: 1, path: 'Hall/Frantic.flac', message: expect.stringContaining('kid3: the sound would change') },
      ],
    });
    expect(await found('changed')).toMatchObject({
      count: 1,
      items: [{ path: join(music, 'a.flac'), since: 1_700_000_000_000 }],
    });
  });

  it('shows people twenty of each and programs all, path bytes and all', async () => {
    const many = Buffer.from(join(music, 'many'));
    mkdirSync(many);
    for (let i = 0; i < 600; i++) writeFileSync(join(music, 'many', `${i}.flac`), 'fLaC?');
    copyFileSync(join(music, 'broken.flac'), Buffer.concat([many, Buffer.from('/\xe9.flac', 'latin1')]));
    await descantJson(library, 'scan');
    const { items, count } = await found('unreadable');
    expect(count).toBe(602);
    expect(new Set(items.map(({ path }) => path)).size).toBe(602);
    const odd = items.find(({ pathBase64 }) => pathBase64 !== undefined)!;
    expect(Buffer.from(odd.pathBase64!, 'base64').toString('latin1')).toBe(`${music}/many/\xe9.flac`);
    const { stdout, code } = await descant(library, 'health', 'unreadable');
    expect(code).toBe(1);
    expect(stdout).toContain('602 files cannot be read\nWhat to do: ');
    expect(stdout).toContain('… and 582 more');
    expect(stdout.match(/many\/\d+\.flac/g)).toHaveLength(19);
  });

  it('says in its help what its exit codes mean', async () => {
    expect((await runDescant(library, 'health', '--help')).stdout).toContain(
      'Exit code: 0 when nothing needs attention',
    );
  });
});
