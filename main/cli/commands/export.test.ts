import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExportedTrack } from '../../../app/model/export.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import { summaryOf } from '../testing/rows.ts';
import * as exporting from './export.ts';

const track = (id: number): ExportedTrack => ({ id, path: `/music/${id}` }) as ExportedTrack;

let service: FakeService;
let folder: string;
let music: string;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());
beforeEach(() => {
  folder = temporaryFolder();
  music = join(folder, 'music');
  mkdirSync(music);
  service.answer('exported', 'count', 3);
  service.answer('exported', 'tracks', ({ after }) =>
    after === 0 ? { tracks: [track(1), track(2)], next: 2 } : { tracks: [track(3)], next: null },
  );
  service.answer('library', 'summary', summaryOf({ folders: [{ id: 1, path: music }], library: service.library }));
});

const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

describe('descant export to standard output', () => {
  it('writes JSON, page by page', async () => {
    const { code, stdout } = await service.run(exporting, 'genre:folk', '-x');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'descant-export', tracks: [1, 2, 3].map(track) });
    expect(service.calls).toEqual([
      ['exported.count', { query: 'genre:folk -x' }],
      ['exported.tracks', { query: 'genre:folk -x', history: false, after: 0, limit: 250 }],
      ['exported.tracks', { query: 'genre:folk -x', history: false, after: 2, limit: 250 }],
    ]);
  });

  it('writes another format, with the history', async () => {
    expect(lines((await service.run(exporting, '--format', 'jsonl', '--history')).stdout)).toEqual(
      [1, 2, 3].map(track),
    );
    expect(service.calls[1]?.[1]).toMatchObject({ history: true });
    expect((await service.run(exporting, '--format', 'csv', '--history')).stdout).toMatch(/^id,path,pathbase64,batch,/);
  });

  it('refuses other formats', async () => {
    await expect(service.run(exporting, '--format', 'xml')).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: '--format takes json, jsonl, csv, not "xml"',
    });
  });

  it('fails where the service fails, and where Ctrl-C ends it', async () => {
    service.answer('exported', 'tracks', () => {
      throw new ServiceError('BAD_QUERY', 'there is no field "x"');
    });
    await expect(service.run(exporting)).rejects.toThrow('there is no field "x"');
    service.answer('exported', 'tracks', () => {
      process.emit('SIGINT');
      return { tracks: [], next: 1 };
    });
    await expect(service.run(exporting)).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'the export was cancelled; no file was written',
    });
  });
});

describe('descant export to a file', () => {
  it.each([
    ['all.JSONL', []],
    ['all.txt', ['--format', 'jsonl']],
  ])('writes %s in the format of its extension, or in that which is named: %j', async (name, options) => {
    const output = join(folder, name);
    const { stdout } = await service.run(exporting, '--output', output, ...options);
    expect(stdout).toBe(`3 tracks written to ${output}\n`);
    expect(lines(readFileSync(output, 'utf8'))).toEqual([1, 2, 3].map(track));
  });

  it('writes JSON to a file of another name, and tells that as JSON', async () => {
    const output = join(folder, 'all.txt');
    const { stdout } = await service.run(exporting, '--output', output, '--json');
    expect(JSON.parse(stdout)).toEqual({ output, tracks: 3 });
    expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ format: 'descant-export' });
  });

  it('replaces a file only with --force', async () => {
    const output = join(folder, 'all.jsonl');
    writeFileSync(output, 'mine');
    await expect(service.run(exporting, '--output', output)).rejects.toMatchObject({ code: 'EXISTS', path: output });
    expect([service.calls, readFileSync(output, 'utf8')]).toEqual([[], 'mine']);
    await service.run(exporting, '--output', output, '--force');
    expect(lines(readFileSync(output, 'utf8'))).toHaveLength(3);
  });

  it('never replaces a file inside the folders of originals, or of the library, whatever leads there', async () => {
    symlinkSync(music, join(folder, 'link'));
    for (const [place, inside] of [
      [join(music, 'a.flac'), music],
      [join(folder, 'link', 'a.flac'), music],
      [join(service.library, 'a.jsonl'), service.library],
    ] as const) {
      writeFileSync(place, 'original');
      await expect(service.run(exporting, '--output', place, '--force')).rejects.toMatchObject({
        code: 'EXISTS',
        message: `${place} is inside ${inside}, where Descant never replaces a file; choose another path`,
        path: place,
      });
      expect(readFileSync(place, 'utf8')).toBe('original');
    }
    // A folder whose name only begins like that of a folder of originals is none.
    mkdirSync(`${music}al`);
    const beside = join(`${music}al`, 'all.jsonl');
    writeFileSync(beside, 'mine');
    await service.run(exporting, '--output', beside, '--force');
    expect(lines(readFileSync(beside, 'utf8'))).toHaveLength(3);
  });

  it('writes no new file there either', async () => {
    symlinkSync(music, join(folder, 'link'));
    for (const place of [
      join(music, 'all.json'),
      join(folder, 'link', 'all.json'),
      join(service.library, 'all.json'),
    ]) {
      await expect(service.run(exporting, '--output', place)).rejects.toMatchObject({ code: 'BAD_PLACE', path: place });
      expect(existsSync(place)).toBe(false);
    }
  });

  it('takes the root of the file system for a folder, too', async () => {
    service.answer('library', 'summary', summaryOf({ folders: [{ id: 1, path: '/' }] }));
    const output = join(folder, 'all.jsonl');
    writeFileSync(output, 'mine');
    await expect(service.run(exporting, '--output', output, '--force')).rejects.toThrow('is inside /, where');
  });

  it('leaves nothing behind where it fails', async () => {
    service.answer('exported', 'tracks', ({ after }) => {
      if (after === 0) return { tracks: [track(1)], next: 1 };
      throw new ServiceError('INTERNAL', 'the disk is gone');
    });
    await expect(service.run(exporting, '--output', join(folder, 'all.json'))).rejects.toThrow('the disk is gone');
    expect(readdirSync(folder)).toEqual(['music']);
    expect(existsSync(join(folder, 'all.json'))).toBe(false);
  });
});
