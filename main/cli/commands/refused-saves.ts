/** `descant refused-saves [list | dismiss ID…]`: what programs wanted to save in the mount and could not, and why. */
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import { countOf, formatTime, printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    all: { type: 'boolean', default: false },
    limit: { type: 'string', default: '1000' },
  });
  const [action = 'list', ...names] = positionals;
  if (action !== 'list' && action !== 'dismiss') {
    throw new UsageError(`refused-saves takes list or dismiss, not "${action}"`);
  }
  if (action === 'list' && (names.length > 0 || values.all)) throw new UsageError('refused-saves list takes no names');
  if (action === 'dismiss' && names.length === 0 && !values.all) {
    throw new UsageError('refused-saves dismiss takes numbers of the list, or --all');
  }
  const ids = names.map((name) => readNumber('refused-saves dismiss', name, 1));
  const limit = readNumber('--limit', values.limit, 1, 1000);
  return withLibrary(values.library, async ({ api }) => {
    const saves = await api.mount.refusedSaves.query({ limit });
    if (action === 'list') {
      if (values.json) printJson({ saves });
      else {
        printLines(
          saves.length === 0
            ? ['no save was refused']
            : table(
                saves.map(({ id, at, author, path, reason, kept }) => [
                  String(id),
                  formatTime(at),
                  author,
                  `${path}: ${reason}${kept === null ? '' : ` (kept in ${kept})`}`,
                ]),
              ),
        );
      }
      return 0;
    }
    const dismissed = values.all ? saves.map(({ id }) => id) : ids;
    for (const id of dismissed) await api.mount.dismissRefusedSave.mutate({ id });
    if (values.json) printJson({ dismissed });
    else printLines([`${countOf(dismissed.length, 'refused save')} dismissed`]);
    return 0;
  });
}
