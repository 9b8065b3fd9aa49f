/** `descant undo [BATCH]`: undoes a batch of edits. */
import { readArguments, readNumber, withLibrary } from '../command-line.ts';
import { countOf, printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {}, 1);
  const batch = positionals[0] === undefined ? {} : { batch: readNumber('undo', positionals[0], 1) };
  return withLibrary(values.library, async ({ api }) => {
    const result = await api.history.undo.mutate(batch);
    if (values.json) printJson(result);
    else {
      printLines([
        result.batch === null
          ? `batch ${result.undid} is not undone: all its fields have been changed since`
          : `batch ${result.undid} undone: ${countOf(result.restored, 'field')} restored`,
        ...(result.skippedInPlaylists
          ? [`${countOf(result.skippedInPlaylists, 'change')} of playlists stay: they have later changes`]
          : []),
        ...result.skipped.map(({ trackId, field }) => `track ${trackId}: ${field} has a later edit and stays as it is`),
      ]);
    }
    return 0;
  });
}
