/** `descant folders [list | remove DIR]`: the folders of the library, how each is watched, and taking one out of it. */
import { resolve } from 'node:path';
import type { WatchedRoot } from '../../../app/model/watch.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  const [action = 'list', named, ...more] = positionals;
  if (action !== 'list' && action !== 'remove') throw new UsageError(`folders takes list or remove, not "${action}"`);
  if (action === 'list' && named !== undefined) throw new UsageError('folders list takes no names');
  if (action === 'remove' && (named === undefined || more.length > 0)) {
    throw new UsageError('folders remove takes one folder, as descant folders lists it, or its number');
  }
  return withLibrary(values.library, async ({ api }) => {
    const { folders } = await api.library.summary.query();
    if (named === undefined) {
      const watched = await api.library.watched.query();
      const listed = folders.map((folder) => ({ ...folder, ...howWatched(watched, folder.path) }));
      if (values.json) printJson({ folders: listed });
      else {
        printLines(
          table(
            listed.map(({ id, path, state, reason }) => [
              String(id),
              path,
              reason === null ? state : `${state}: ${reason}`,
            ]),
          ),
        );
        if (listed.length === 0) printLines(['no folder yet: descant scan FOLDER']);
      }
      return 0;
    }
    const folder = folders.find(({ id, path }) => path === named || path === resolve(named) || String(id) === named);
    if (folder === undefined) {
      throw Object.assign(new Error(`${named} is no folder of the library; descant folders lists them`), {
        code: 'NOT_FOUND',
        path: resolve(named),
      });
    }
    await api.library.removeFolder.mutate({ id: folder.id });
    if (values.json) printJson({ removed: folder });
    else {
      printLines([
        `${folder.path} is no part of the library any more; its files stay as they are`,
        'your edits are kept, and are back when you add the folder again: descant scan FOLDER',
      ]);
    }
    return 0;
  });
}

/** Where no service runs, nothing is watched. */
function howWatched(watched: readonly WatchedRoot[], path: string): Pick<WatchedRoot, 'state' | 'reason'> {
  const { state = 'off', reason = null } = watched.find((root) => root.path === path) ?? {};
  return { state, reason };
}
