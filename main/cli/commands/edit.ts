/** `descant edit QUERY field=value…`: changes tags of all tracks that match. */
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { countOf, printJson, printLines } from '../output.ts';

const UNSHOWN = 'The mount cannot show this, because no header can be written for the file; descant health says more:';

const ASSIGNMENT = /^([\p{L}\p{N}_][\p{L}\p{N}_ .-]*)=(.*)$/su;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { 'dry-run': { type: 'boolean', default: false } });
  // A map: a record would take `__proto__=x` for its prototype.
  const changes = new Map<string, string[] | null>();
  const terms: string[] = [];
  for (const word of positionals) {
    const parts = ASSIGNMENT.exec(word);
    if (!parts) terms.push(word);
    else if (parts[2] === '') changes.set(parts[1]!, null);
    else changes.set(parts[1]!, [...(changes.get(parts[1]!) ?? []), parts[2]!]);
  }
  if (changes.size === 0) {
    throw new UsageError('name the change: field=value, or field= to remove the field');
  }
  if (terms.length === 0) throw new UsageError('name the tracks: a query such as id:12 or album:"Northern Mountains"');
  return withLibrary(values.library, async ({ api }) => {
    const ids = await api.tracks.ids.query({ query: terms.join(' ') });
    if (ids.length === 0) throw Object.assign(new Error(`no track matches ${terms.join(' ')}`), { code: 'NO_MATCH' });
    const result = await api.tracks.edit.mutate({
      ids,
      changes: Object.fromEntries(changes),
      dryRun: values['dry-run'],
    });
    const unshown = result.batch === null ? [] : await api.tracks.unshown.query({ ids });
    if (values.json) {
      printJson({ ...result, matched: ids.length, dryRun: values['dry-run'], unshown });
      return 0;
    }
    const show = (list: readonly string[] | null): string => list?.join('; ') ?? '(none)';
    printLines([
      ...result.changes.map(
        (change) => `${change.trackId}  ${change.field}: ${show(change.before)} → ${show(change.after)}`,
      ),
      values['dry-run']
        ? `${result.tracks} of ${countOf(ids.length, 'track')} would change`
        : `${result.tracks} of ${countOf(ids.length, 'track')} changed${result.batch === null ? '' : ` (batch ${result.batch}; to undo: descant undo ${result.batch})`}`,
      ...(unshown.length === 0 ? [] : [`${UNSHOWN} ${unshown.join(', ')}`]),
    ]);
    return 0;
  });
}
