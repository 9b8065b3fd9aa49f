import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { databasePath, openWriter } from './connection.ts';
import { LibraryPlace } from './library-place.ts';

/** An open library that is looked after every few milliseconds. `gone` resolves when it is reported as gone. */
function watchedLibrary(): { library: string; gone: Promise<void>; reports: number[]; place: LibraryPlace } {
  const library = join(temporaryFolder(), 'library');
  renameSync(temporaryFolder(), library);
  openWriter(library).close();
  const reports: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const place = new LibraryPlace(library, () => void (reports.push(1), resolve()), 2);
  onTestFinished(() => place.close());
  return { library, gone: promise, reports, place };
}

it('reports a library that was moved, once', async () => {
  const { library, gone, reports } = watchedLibrary();
  renameSync(library, `${library} elsewhere`);
  await gone;
  const again = watchedLibrary();
  rmSync(again.library, { recursive: true });
  await again.gone;
  expect(reports).toEqual([1]);
});

it('reports a library in whose place there is another', async () => {
  const { library, gone } = watchedLibrary();
  copyFileSync(databasePath(library), join(library, 'copy'));
  renameSync(join(library, 'copy'), databasePath(library));
  await gone;
});

it('reports no library that is where it was, and none after the end', async () => {
  const still = watchedLibrary();
  const closed = watchedLibrary();
  closed.place.close();
  rmSync(closed.library, { recursive: true });
  const other = watchedLibrary();
  rmSync(other.library, { recursive: true });
  await other.gone;
  expect([still.reports, closed.reports]).toEqual([[], []]);
});

it('has to be begun with a library that is there', () => {
  expect(() => new LibraryPlace(temporaryFolder(), () => {})).toThrow('ENOENT');
});
