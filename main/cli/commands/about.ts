/** `descant about`: the version of Descant, and what the library's own files take on the disk. */
import { LIBRARY_PARTS } from '../../../app/model/about.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { formatBytes, printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  if (positionals.length > 0) throw new UsageError('about takes no names');
  return withLibrary(values.library, async ({ api }) => {
    const about = await api.library.about.query();
    const { version, library, bytes } = about;
    if (values.json) printJson(about);
    else {
      const parts = LIBRARY_PARTS.filter((part) => bytes[part] > 0).map((part) => [part, formatBytes(bytes[part])]);
      printLines(table([['Descant', version], ['library', library], ...parts]));
    }
    return 0;
  });
}
