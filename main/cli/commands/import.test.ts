import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ImportOutcome, ImportProgress } from '../../../app/model/imports.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { FakeService } from '../testing/fake-service.ts';
import { reportOfImport } from '../testing/rows.ts';
import * as command from './import.ts';

const RUNNING: ImportProgress = {
  state: 'running',
  isPaused: false,
  step: 'match',
  done: 3,
  total: 9,
  message: null,
  code: null,
};
const DONE: ImportProgress = { ...RUNNING, state: 'done' };
const LOST: ImportOutcome = { path: '/a.mp3', title: '', artist: '', by: null, reason: 'unknown', tracks: [] };

let service: FakeService;
/** What the import tells of itself, one after the other. */
let states: ImportProgress[];
const isTTY = process.stderr.isTTY;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('imports', 'start', () => undefined as never);
  service.answer('imports', 'cancel', () => undefined as never);
  service.answer('imports', 'forget', () => undefined as never);
  service.answer('imports', 'wait', () => states.shift()!);
});
afterAll(() => service.stop());
beforeEach(() => {
  states = [DONE];
  service.answer('imports', 'report', reportOfImport({ records: 2, tracks: 2, batch: 4 }));
  process.stderr.isTTY = false;
});
afterEach(() => {
  process.stderr.isTTY = isTTY;
});

const procedures = (): string[] => service.calls.map(([procedure]) => procedure);

it('imports a library and tells what came of it', async () => {
  states = [RUNNING, DONE];
  expect(await service.run(command, 'library.db')).toEqual({
    code: 0,
    stdout: 'beets, /x/library.db: 2 records\nfound: \n2 tracks changed; descant undo 4 takes it back\n',
    stderr: '',
  });
  const request = { source: resolve('library.db'), from: null, maps: [], dryRun: false, overwrite: false };
  expect(service.calls[0]).toEqual(['imports.start', request]);
  expect(procedures().slice(1)).toEqual(['imports.wait', 'imports.wait', 'imports.report', 'imports.forget']);
});

it('fails where there is nothing to import, and says so', async () => {
  service.answer('imports', 'report', reportOfImport());
  const { code, stdout } = await service.run(command, 'library.xml');
  expect(code).toBe(1);
  expect(stdout).toContain('there is nothing in it to import');
});

it('passes all its options on', async () => {
  const maps = ['--map', '/a=/b', '--map', '/c=/d'];
  await service.run(command, '/lib', '--from', 'iTunes', ...maps, '--dry-run', '--overwrite');
  expect(service.calls[0]![1]).toEqual({
    source: '/lib',
    from: 'itunes',
    maps: ['/a=/b', '/c=/d'],
    dryRun: true,
    overwrite: true,
  });
});

it('lists the first records that were not found, and fails', async () => {
  service.answer('imports', 'report', reportOfImport({ records: 30, notFound: { ambiguous: 1, unknown: 24 } }));
  service.answer('imports', 'outcomes', { outcomes: Array.from({ length: 20 }, () => LOST), next: 20 });
  const { code, stdout } = await service.run(command, 'x');
  expect(code).toBe(1);
  expect(service.calls.find(([name]) => name === 'imports.outcomes')![1]).toEqual({ limit: 20, missing: true });
  expect(stdout.split('\n').slice(-4)).toEqual([
    'not found: /a.mp3',
    'not found: /a.mp3',
    '… and 5 more; --json lists all',
    '',
  ]);
});

it('writes the report with every record as JSON, page by page', async () => {
  const report = reportOfImport({ records: 2 });
  service.answer('imports', 'report', report);
  service.answer('imports', 'outcomes', ({ after }) => ({ outcomes: [LOST], next: after === 0 ? 1 : null }));
  const { stdout } = await service.run(command, 'x', '--json');
  expect(JSON.parse(stdout)).toEqual({ ...report, outcomes: [LOST, LOST] });
  expect(procedures().filter((name) => name === 'imports.outcomes')).toHaveLength(2);
});

it('tells why an import failed', async () => {
  states = [{ ...DONE, state: 'failed', message: '/x: no such file', code: 'SOURCE_UNREADABLE' }];
  await expect(service.run(command, 'x')).rejects.toMatchObject({
    code: 'SOURCE_UNREADABLE',
    message: '/x: no such file',
  });
});

it('is cancelled by Ctrl-C', async () => {
  let asked = 0;
  service.answer('imports', 'wait', () => {
    if (asked++ === 0) process.emit('SIGINT');
    const state = procedures().includes('imports.cancel') ? 'cancelled' : 'running';
    return { ...DONE, state } as const;
  });
  await expect(service.run(command, 'x')).rejects.toMatchObject({
    code: 'CANCELLED',
    message: 'the import was cancelled; nothing was changed',
  });
  service.answer('imports', 'wait', () => states.shift()!);
});

it('shows its progress on a terminal', async () => {
  process.stderr.isTTY = true;
  states = [{ ...RUNNING, step: 'read', total: null }, RUNNING, DONE];
  const { stderr } = await service.run(command, 'x');
  expect(stderr.split('\r\u001b[K').filter(Boolean)).toEqual(['read: 3 of ?', 'match: 3 of 9']);
});

it('refuses other arguments', async () => {
  await expect(service.run(command)).rejects.toMatchObject({ message: 'import takes one file or folder' });
  await expect(service.run(command, 'a', 'b')).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  await expect(service.run(command, 'a', '--from', 'winamp')).rejects.toMatchObject({
    message: expect.stringMatching(/^--from takes beets, itunes, .*, not "winamp"$/),
  });
});

it('imports playlist files as descant playlists import does, by their name or by --from', async () => {
  const folder = temporaryFolder();
  const result = { playlists: [{ id: 3, name: 'old', smart: false, found: 2, unmatched: [] }], batch: 5 };
  service.answer('playlists', 'import', () => result as never);
  for (const [name, ...options] of [
    ['old.M3U'],
    ['old.xspf'],
    ['old.nsp', '--dry-run'],
    ['old', '--from', 'm3u'],
  ] as const) {
    writeFileSync(join(folder, name), '#EXTM3U');
    const { code, stdout } = await service.run(command, join(folder, name), ...options);
    expect([code, stdout]).toEqual([0, 'old (3): 2 tracks\nbatch 5; to undo: descant undo 5\n']);
    const [[, input]] = service.calls as [[string, { files: { fileName: string }[]; dryRun: boolean }]];
    expect([input.files[0]!.fileName, input.dryRun]).toEqual([name, options.length === 1]);
    service.calls.length = 0;
  }
  expect(procedures()).toEqual([]);
});
