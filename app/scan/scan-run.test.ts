import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { ScanRun, ScanRunningError } from './scan-run.ts';

let library: TestLibrary;
let run: ScanRun;

beforeEach(() => {
  library = testLibrary();
  for (const folder of ['a', 'mount', 'mounted']) {
    mkdirSync(join(library.music, folder));
    writeFileSync(join(library.music, folder, 'x.mp3'), '');
  }
  run = runOf(null);
});

/** @param own the library's own folder */
function runOf(own: string | null): ScanRun {
  const observer = { progress: () => {}, stored: () => {} };
  return new ScanRun(library.connection, new TrackWriter(library.connection), observer, null, own);
}

it('scans all roots', async () => {
  expect(await run.scan(null)).toMatchObject({ total: 3, added: 3, cancelled: false });
});

it('leaves the mount out, and nothing whose name only begins like it', async () => {
  expect(await run.scan(join(library.music, 'mount'))).toMatchObject({ added: 2 });
  expect(library.connection.prepare('SELECT path FROM folder ORDER BY path').pluck().all().map(String)).toEqual([
    join(library.music, 'a'),
    join(library.music, 'mounted'),
  ]);
});

it("leaves the library's own folder out, also where it is asked for or a link leads to it", async () => {
  const own = join(library.music, 'mount');
  symlinkSync(join(library.folder, 'library'), join(library.music, 'a', 'link'));
  writeFileSync(join(library.folder, 'library', 'x.mp3'), '');
  run = runOf(own);
  expect(await run.scan(null, [{ path: Buffer.from(own), shallow: false }])).toMatchObject({ added: 0 });
  expect(await run.scan(null)).toMatchObject({ added: 3 });
  run = runOf(join(library.folder, 'library'));
  expect(await run.scan(null)).toMatchObject({ added: 1, missing: 1 });
});

it('refuses a second scan until the first one ends', async () => {
  const first = run.scan(null);
  await expect(run.scan(null)).rejects.toThrow(ScanRunningError);
  await expect(run.scan(null)).rejects.toMatchObject({ code: 'SCAN_RUNNING', message: 'a scan is running already' });
  await first;
  expect(await run.scan(null)).toMatchObject({ added: 0, cancelled: false });
});

it('is cancelled while it runs, and not before', async () => {
  run.cancel();
  const scan = run.scan(null);
  run.cancel();
  expect(await scan).toMatchObject({ cancelled: true });
  expect(await run.scan(null)).toMatchObject({ cancelled: false, done: 3 });
});
