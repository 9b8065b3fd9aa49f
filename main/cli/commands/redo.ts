/** `descant redo`: brings back the batch that was undone last. */
import { readArguments, withLibrary } from '../command-line.ts';
import { printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {});
  return withLibrary(values.library, async ({ api }) => {
    const result = await api.history.redo.mutate();
    if (values.json) printJson(result);
    else printLines([`${result.restored} fields are changed again`]);
    return 0;
  });
}
