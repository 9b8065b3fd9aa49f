/** Files that a command may write over: none without --force, and none among the originals or in the library. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Api } from './connect.ts';
import { FileExistsError } from './text-sink.ts';

/** Refuses to replace a file without --force, and any file inside the folders of the originals or of the library. */
export async function refuseTakenPlace(api: Api, output: string, force: boolean): Promise<void> {
  if (!existsSync(output)) return;
  if (!force) throw new FileExistsError(output);
  const place = join(realpathSync(dirname(output)), basename(output));
  const inside = (await ownFolders(api)).find((folder) => isWithin(place, folder));
  if (inside !== undefined) {
    throw Object.assign(
      new Error(`${output} is inside ${inside}, where Descant never replaces a file; choose another path`),
      {
        code: 'EXISTS',
        path: output,
      },
    );
  }
}

/** The folders of the originals, and that of the library. */
export async function ownFolders(api: Api): Promise<readonly string[]> {
  const { folders, library } = await api.library.summary.query();
  return [...folders.map(({ path }) => path), library];
}

/** Whether a path lies in a folder, or is that folder. Both are real paths. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}
