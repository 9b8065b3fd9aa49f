/** `descant errors`: the files that could not be scanned, analysed or served, each with the cause. */
import type { ScanError } from '../../../app/model/library.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import { formatTime, printJson, printLines, table } from '../output.ts';

const STAGES: Readonly<Record<ScanError['stage'], string>> = {
  scan: 'reading its tags',
  analysis: 'analysing its audio',
  mount: 'serving it in the mount',
};

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { limit: { type: 'string', default: '1000' } });
  if (positionals.length > 0) throw new UsageError('errors takes no names');
  const limit = readNumber('--limit', values.limit, 1, 10_000);
  return withLibrary(values.library, async ({ api }) => {
    const errors = await api.errors.list.query({ limit });
    if (values.json) printJson({ errors });
    else {
      printLines(
        errors.length === 0
          ? ['no file has an error']
          : table(errors.map(({ at, stage, path, message }) => [formatTime(at), STAGES[stage], `${path}: ${message}`])),
      );
    }
    return 0;
  });
}
