/** `descant demo [DIR]`: makes some short pieces of music, and adds their folder to the library. */
import { resolve } from 'node:path';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { countOf, printJson, printLines } from '../output.ts';
import { showProgress } from '../long-work.ts';

const POLL_MS = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  const [named, ...more] = positionals;
  if (more.length > 0) throw new UsageError('demo takes one folder at most');
  return withLibrary(values.library, async ({ api }) => {
    showProgress('demo: making music');
    const { folder, written } = await api.demo.add.mutate({ folder: named === undefined ? null : resolve(named) });
    for (let settled = false; !settled;) {
      ({ settled } = await api.scan.wait.mutate({ for: 'tags', milliseconds: POLL_MS }));
    }
    showProgress('');
    const { tracks } = await api.library.summary.query();
    if (values.json) printJson({ folder, written, tracks });
    else {
      printLines([
        written === 0
          ? `${folder}: the demo was there already`
          : `${folder}: ${countOf(written, 'piece')} of music made, ${countOf(tracks, 'track')} in the library`,
        'try descant tracks, descant albums and descant similar 1 (after the analysis: descant scan --wait analysis)',
        `descant folders remove ${folder} takes them out of the library`,
      ]);
    }
    return 0;
  });
}
