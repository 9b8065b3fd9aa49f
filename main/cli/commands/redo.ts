/** `descant redo`: redoes the batch that was undone last. */
import { readArguments, withLibrary } from '../command-line.ts';
import { countOf, printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {}, 0);
  return withLibrary(values.library, async ({ api }) => {
    const result = await api.history.redo.mutate();
    if (values.json) printJson(result);
    else {
      printLines([
        `batch redone: ${countOf(result.restored, 'field')} changed`,
        ...result.skipped.map(({ trackId, field }) => `track ${trackId}: ${field} has a later edit and stays as it is`),
      ]);
    }
    return 0;
  });
}
