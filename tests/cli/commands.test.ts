import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { descant as runDescant } from '../support/descant.ts';
import { jobDone, startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Listed {
  readonly total: number;
  readonly tracks: readonly {
    readonly id: number;
    readonly title: string;
    readonly genre?: readonly string[] | string;
  }[];
}
interface Edited {
  readonly batch: number | null;
  readonly tracks: number;
  readonly matched: number;
  readonly changes: readonly unknown[];
}

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const checksums = (): string[] =>
  readdirSync(music)
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(music, name)))
          .digest('hex')}`,
    );
let before: string[];

beforeAll(() => {
  makeAudio(join(music, 'a.flac'), {
    tags: { title: 'Frantic', artist: 'Hall', genre: 'Folk', track: '1' },
    pitch: 200,
  });
  makeAudio(join(music, 'b.mp3'), { tags: { title: 'Knolls', artist: 'Hall', genre: 'Rock' }, pitch: 300 });
  makeAudio(join(music, 'c.ogg'), { tags: { title: 'Siege', artist: 'Tide' }, pitch: 400 });
  writeFileSync(join(music, 'broken.flac'), 'fLaC?');
  before = checksums();
});

describe('descant without a running service', () => {
  it('scans a folder', async () => {
    expect(await descantJson(library, 'scan', music)).toMatchObject({
      tracks: 4,
      errors: 1,
      folders: [{ path: music }],
    });
    expect((await descant(library, 'scan')).stdout).toContain('4 tracks');
  });

  it('lists tracks by query, with the fields asked for, sorted and limited', async () => {
    const all = await descantJson<Listed>(library, 'tracks', '-is:broken', '--sort', 'title-');
    expect(all.tracks.map(({ title }) => title)).toEqual(['Siege', 'Knolls', 'Frantic']);
    const some = await descantJson<Listed>(
      library,
      'tracks',
      'artist:hall',
      '--fields',
      'title,genre,tracknumber',
      '--sort',
      'title',
      '--limit',
      '1',
    );
    expect(some).toMatchObject({
      total: 2,
      tracks: [{ id: expect.any(Number), title: 'Frantic', genre: ['Folk'], tracknumber: '1' }],
    });
    expect((await descant(library, 'tracks', 'knolls')).stdout).toMatch(/Hall.*Knolls.*0:03.*MP3/);
  });

  it('edits, says what changed, keeps history, undoes and redoes', async () => {
    const dry = await descantJson<Edited>(library, 'edit', 'artist:hall', 'genre=Jazz', 'genre=Blues', '--dry-run');
    expect(dry).toMatchObject({ batch: null, tracks: 2, matched: 2 });
    const edited = await descantJson<Edited>(library, 'edit', 'artist:hall', 'genre=Jazz', 'genre=Blues');
    expect(edited.tracks).toBe(2);
    expect(await descantJson(library, 'tracks', 'genre:=jazz genre:=blues', '--fields', 'genre')).toMatchObject({
      total: 2,
      tracks: [{ genre: ['Jazz', 'Blues'] }, { genre: ['Jazz', 'Blues'] }],
    });
    expect(await descantJson(library, 'history')).toMatchObject({
      batches: [{ id: edited.batch, tracks: 2, fields: ['genre'] }],
    });
    expect(await descantJson(library, 'undo')).toMatchObject({ undid: edited.batch, restored: 2, skipped: [] });
    expect(await descantJson<Listed>(library, 'tracks', 'genre:jazz')).toMatchObject({ total: 0 });
    expect(await descantJson(library, 'redo')).toMatchObject({ restored: 2 });
    expect(await descantJson(library, 'undo', String(edited.batch))).toMatchObject({ restored: 2 });
  });

  it('takes a field that is called like a member of every object', async () => {
    await descantJson(library, 'edit', 'knolls', 'constructor=Ann', 'toString=x');
    expect(await descantJson(library, 'tracks', 'constructor:ann', '--fields', 'constructor,tostring')).toMatchObject({
      total: 1,
      tracks: [{ constructor: ['Ann'], tostring: ['x'] }],
    });
    await descantJson(library, 'undo');
    await expect(descantJson(library, 'tracks', 'has:constructor')).rejects.toThrow('no track has a field');
    await expect(descantJson(library, 'tracks', 'knolls', '--fields', 'constructor')).rejects.toThrow(
      '--fields: no track has a field',
    );
  });

  it('removes a field', async () => {
    await descantJson(library, 'edit', 'knolls', 'genre=');
    expect(await descantJson<Listed>(library, 'tracks', 'missing:genre kind:mp3')).toMatchObject({ total: 1 });
  });

  it('listens to the music when asked to, and finds what sounds alike', async () => {
    expect(await descantJson(library, 'scan', '--wait', 'analysis')).toMatchObject({ analysed: 3, analysisFailed: 0 });
    const { tracks } = await descantJson<Listed>(library, 'tracks', 'frantic');
    const { similar } = await descantJson<{ similar: { id: number; score: number }[] }>(
      library,
      'similar',
      String(tracks[0]!.id),
    );
    expect(similar).toHaveLength(2);
    expect(similar[0]!.score).toBeGreaterThanOrEqual(similar[1]!.score);
    const byFile = await descantJson<{ similar: { id: number; score: number }[] }>(
      library,
      'similar',
      join(music, 'a.flac'),
    );
    expect(byFile.similar[0]!.id).toBe(tracks[0]!.id);
    expect(byFile.similar[0]!.score).toBeCloseTo(1, 3);
  });

  it('tells of errors in sentences, with the place where a query is wrong', async () => {
    const { stderr } = await descant(library, 'tracks', 'year:old');
    expect(stderr).toBe('descant: "old" is not a number that year: understands\n  year:old\n       ^\n');
  });

  it('leaves every original as it was', () => {
    expect(checksums()).toEqual(before);
  });
});

describe('descant beside a running service', () => {
  it('goes through it', async () => {
    const service = await startService(library, ['--no-mount', '--no-analysis']);
    await service.until(jobDone('scan'));
    expect(await descantJson(library, 'status')).toMatchObject({
      service: service.url,
      tracks: 4,
      mount: { state: 'unmounted' },
    });
    await descantJson(library, 'edit', 'siege', 'title=Siege of Laurelmor');
    expect((await service.api.tracks.list.query({ query: 'laurelmor' })).total).toBe(1);
    expect(await service.stop()).toBe(0);
    expect(await descantJson(library, 'status')).toMatchObject({ service: null });
  });
});

describe('errors', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService(library, ['--no-mount', '--no-analysis']);
  });
  afterAll(() => service.stop());

  it.each([
    [['tracks', 'year:old'], 'BAD_QUERY', 1],
    [['edit', 'nothing-like-this', 'title=x'], 'NO_MATCH', 1],
    [['edit', 'knolls'], 'USAGE', 64],
    [['edit', 'title=x'], 'USAGE', 64],
    [['edit', 'knolls', 'title=x', 'date=not a date'], 'INVALID_VALUE', 1],
    [['undo', '999'], 'NOT_FOUND', 1],
    [['history', '999'], 'NOT_FOUND', 1],
    [['similar', '999'], 'NOT_FOUND', 1],
    [['unmount'], 'NOT_MOUNTED', 1],
    [['tracks', '--nonsense'], 'USAGE', 64],
  ])('of descant %s are %s', async (words, reason, exitCode) => {
    const { code, stderr, stdout } = await descant(library, ...words, '--json');
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: reason, message: expect.stringMatching(/\w/) } });
    expect(code).toBe(exitCode);
  });

  it('of a command that is not there are UNKNOWN_COMMAND', async () => {
    const { code, stderr, stdout } = await runDescant(library, 'dance', '--json');
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'UNKNOWN_COMMAND', message: expect.stringMatching(/\w/) },
    });
    expect(code).toBe(64);
  });

  it('of a mistyped command name the nearest one', async () => {
    const { stderr } = await runDescant(library, 'trakcs');
    expect(stderr).toBe('descant: there is no command "trakcs"; did you mean tracks? descant --help lists them\n');
    expect((await runDescant(library, 'index')).stderr).toContain('did you mean index serve?');
  });

  it('do not keep a person from the help and the version, wherever the library is named', async () => {
    const help = await runDescant(library, '--help');
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('descant COMMAND --help') });
    for (const words of [['help'], ['-h']]) expect(await runDescant(library, ...words)).toEqual(help);
    const ofTracks = await runDescant(library, 'tracks', '--help');
    expect(ofTracks).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: descant tracks /) });
    expect(await runDescant(library, 'help', 'tracks')).toEqual(ofTracks);
    expect(await runDescant(library, 'help', 'trakcs')).toMatchObject({ code: 64 });
    expect((await runDescant(library, '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('name the path that they are about', async () => {
    const { stderr } = await descant(library, 'scan', '/nowhere/at/all', '--json');
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'NOT_FOUND', path: '/nowhere/at/all' } });
  });
});
