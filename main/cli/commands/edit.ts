/** `descant edit QUERY field=value…`: changes tags of all tracks that match. */
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { finishedQuery } from '../finished-query.ts';
import { noMatch } from '../no-match.ts';
import { printEdit } from '../print-edit.ts';

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
  const query = finishedQuery(terms);
  return withLibrary(values.library, async ({ api }) => {
    const ids = await api.tracks.ids.query({ query });
    if (ids.length === 0) throw noMatch(query);
    const result = await api.tracks.edit.mutate({
      ids,
      changes: Object.fromEntries(changes),
      dryRun: values['dry-run'],
    });
    return printEdit(api, result, { ids, dryRun: values['dry-run'], json: values.json });
  });
}
