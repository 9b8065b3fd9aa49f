import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportedTrack } from '../../app/model/export.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Export {
  readonly format: string;
  readonly version: number;
  readonly tracks: readonly ExportedTrack[];
}

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const ODD = Buffer.from(`${music}/\xe9.flac`, 'latin1');

const exported = async (...words: string[]): Promise<Export> =>
  JSON.parse((await descant(library, 'export', ...words)).stdout) as Export;
const titled = ({ tracks }: Export, title: string): ExportedTrack =>
  tracks.find(({ tags }) => tags['title']?.[0] === title)!;

beforeAll(async () => {
  makeAudio(join(music, 'a.flac'), {
    tags: { title: 'Frantic', artist: 'Hall', genre: 'Folk', track: '1', comment: 'a "quoted", word' },
    art: true,
  });
  makeAudio(join(music, 'b.mp3'), { tags: { title: 'Knolls', artist: 'Hall' } });
  makeAudio(join(music, 'gone.ogg'), { tags: { title: 'Gone', artist: 'Tide' } });
  makeAudio(join(folder, 'odd.flac'), { tags: { title: 'Odd' } });
  copyFileSync(join(folder, 'odd.flac'), ODD);
  await descantJson(library, 'scan', music);
  rmSync(join(music, 'gone.ogg'));
  await descantJson(library, 'scan');
  await descantJson(library, 'edit', 'frantic', 'genre=Jazz', 'genre=Blues', 'artist=');
  await descantJson(library, 'edit', 'frantic', 'genre=Rock');
  await descantJson(library, 'undo');
});

describe('descant export', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService(library, ['--no-mount', '--no-analysis']);
  });
  afterAll(() => service.stop());

  it('tells what is in force, what the file says, and what was put in its place', async () => {
    const all = await exported();
    expect(all).toMatchObject({ format: 'descant-export', version: 1 });
    expect(all.tracks).toHaveLength(4);
    const track = titled(all, 'Frantic');
    expect(track).toMatchObject({
      id: expect.any(Number),
      path: join(music, 'a.flac'),
      missingSince: null,
      fileTags: { artist: ['Hall'], genre: ['Folk'] },
      overrides: { artist: null, genre: ['Jazz', 'Blues'] },
      pictures: ['file:0'],
      technical: {
        kind: 'FLAC',
        codec: 'flac',
        container: 'flac',
        sampleRate: 22_050,
        channels: 1,
        bitsPerSample: 24,
        lossless: true,
        error: null,
      },
      sound: null,
    });
    expect(track.tags).toEqual({ ...track.fileTags, genre: ['Jazz', 'Blues'], artist: undefined });
    expect(track.technical.duration).toBeCloseTo(3, 1);
    expect(track.technical.size).toBe(readFileSync(join(music, 'a.flac')).length);
    expect(Date.parse(track.editedAt!)).toBeGreaterThanOrEqual(Date.parse(track.addedAt));
    expect(track).not.toHaveProperty('pathBase64');
    expect(track).not.toHaveProperty('history');
  });

  it('gives the bytes of a path that is not UTF-8', async () => {
    expect(Buffer.from(titled(await exported(), 'Odd').pathBase64!, 'base64')).toEqual(ODD);
  });

  it('has missing files in it, unless a query leaves them out as lists do', async () => {
    expect(titled(await exported(), 'Gone').missingSince).toMatch(/^\d{4}-/);
    expect((await exported('artist:tide')).tracks).toHaveLength(0);
    expect((await exported('is:missing')).tracks).toHaveLength(1);
    expect((await exported('knolls')).tracks).toHaveLength(1);
  });

  it('tells every edit when asked to, oldest first', async () => {
    const { history } = titled(await exported('--history'), 'Frantic');
    expect(history).toMatchObject([
      {
        batch: 1,
        field: 'genre',
        before: ['Folk'],
        after: ['Jazz', 'Blues'],
        undoneBy: null,
        at: expect.stringMatching(/Z$/),
        authorKind: 'user',
        author: expect.any(String),
      },
      { batch: 1, field: 'artist', before: ['Hall'], after: null },
      { batch: 2, field: 'genre', before: ['Jazz', 'Blues'], after: ['Rock'], undoneBy: 3 },
      { batch: 3, field: 'genre', before: ['Rock'], after: ['Jazz', 'Blues'], undoes: 2 },
    ]);
  });

  it('writes a line for each track as JSON Lines', async () => {
    const { stdout } = await descant(library, 'export', '--format', 'jsonl');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportedTrack);
    expect(lines).toEqual((await exported()).tracks);
  });

  it('writes CSV that other programs read: a row for each track, or for each edit', async () => {
    await descantJson(library, 'edit', 'knolls', 'title=Knolls, "Part 1"');
    const csv = (await descant(library, 'export', 'path:b.mp3', '--format', 'csv')).stdout;
    expect(csv.split('\r\n')[0]).toMatch(/^id,title,artist,album,albumartist,genre,date,tracknumber,/);
    expect(csv.split('\r\n')[1]).toMatch(/^\d+,"Knolls, ""Part 1""",Hall,/);
    expect(csv).toContain(join(music, 'b.mp3'));
    const edits = (await descant(library, 'export', 'path:b.mp3', '--format', 'csv', '--history')).stdout
      .trimEnd()
      .split('\r\n');
    expect(edits).toHaveLength(2);
    expect(edits[1]).toMatch(/,title,Knolls,"Knolls, ""Part 1""",,$/);
  });

  it('writes a file whose name tells the format, and replaces one only with --force', async () => {
    const output = join(folder, 'out.jsonl');
    expect(await descantJson(library, 'export', '--output', output)).toEqual({ output, tracks: 4 });
    expect(readFileSync(output, 'utf8').trimEnd().split('\n')).toHaveLength(4);
    const refused = await descant(library, 'export', 'knolls', '--output', output, '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'EXISTS', path: output } });
    expect(readFileSync(output, 'utf8').trimEnd().split('\n')).toHaveLength(4);
    expect((await descant(library, 'export', 'knolls', '--output', output, '--force')).stdout).toBe(
      `1 track written to ${output}\n`,
    );
    expect(readFileSync(output, 'utf8').trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('never replaces an original, by whatever way it is reached', async () => {
    const before = readFileSync(join(music, 'a.flac'));
    symlinkSync(music, join(folder, 'way'));
    for (const output of [join(music, 'a.flac'), join(folder, 'way', 'a.flac'), join(library, 'library.db')]) {
      const { code, stderr } = await descant(library, 'export', '--output', output, '--force', '--json');
      expect(code).toBe(1);
      expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'EXISTS', path: output } });
    }
    expect(readFileSync(join(music, 'a.flac'))).toEqual(before);
  });

  it('leaves nothing behind where it fails', async () => {
    const { code, stderr } = await descant(
      library,
      'export',
      'year:old',
      '--output',
      join(folder, 'never.json'),
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'BAD_QUERY' } });
    expect(existsSync(join(folder, 'never.json'))).toBe(false);
    writeFileSync(join(folder, 'plain'), '');
    expect(
      JSON.parse((await descant(library, 'export', '--output', join(folder, 'plain', 'x.json'), '--json')).stderr),
    ).toMatchObject({ error: { code: 'ENOTDIR' } });
    expect((await descant(library, 'export', '--format', 'xml', '--json')).code).toBe(64);
  });
});

describe('descant export without a service', () => {
  it('leaves the whole file or none when Ctrl-C comes in the middle', async () => {
    const place = join(folder, 'place');
    mkdirSync(place);
    const appeared = watch(place);
    const program = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));
    const command = spawn(
      process.execPath,
      [program, '--library', library, 'export', '--output', join(place, 'out.json')],
      { stdio: 'ignore' },
    );
    await once(appeared, 'change');
    appeared.close();
    command.kill('SIGINT');
    const [code, signal] = (await once(command, 'exit')) as [number | null, NodeJS.Signals | null];
    // It may have been done already, and then the signal ends it, if it comes in time: nothing half is left.
    const left = readdirSync(place);
    expect(left).toEqual(left.length > 0 ? ['out.json'] : []);
    expect(left.length > 0 ? [0, 'SIGINT'] : [1]).toContain(code ?? signal);
    if (left.length > 0) {
      expect((JSON.parse(readFileSync(join(place, 'out.json'), 'utf8')) as Export).tracks).toHaveLength(4);
    }
  });

  it('is the same through a running service, page by page', async () => {
    const alone = await exported('--history');
    const service = await startService(library, ['--no-mount', '--no-analysis']);
    const pages: ExportedTrack[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: { tracks: readonly ExportedTrack[]; next: number | null } = await service.api.exported.tracks.query({
        query: '',
        after,
        limit: 3,
        history: true,
      });
      expect(page.tracks.length).toBeLessThanOrEqual(3);
      pages.push(...page.tracks);
      after = page.next;
    }
    expect(pages).toEqual(alone.tracks);
    expect((await exported('--history')).tracks).toEqual(alone.tracks);
    await service.stop();
  });
});
