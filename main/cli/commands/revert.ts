/** `descant revert QUERY [FIELD…]`: takes fields of all tracks that match back to what their files say. */
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { finishedQuery } from '../finished-query.ts';
import { noMatch } from '../no-match.ts';
import { printEdit } from '../print-edit.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { all: { type: 'boolean', default: false } });
  const [term, ...fields] = positionals;
  if (term === undefined || term.trim() === '') {
    throw new UsageError('name the tracks: a query such as id:12 or album:"Northern Mountains"');
  }
  if (values.all === fields.length > 0) {
    throw new UsageError('name the fields to take back behind the query, or --all for all of them');
  }
  const query = finishedQuery([term]);
  return withLibrary(values.library, async ({ api }) => {
    const ids = await api.tracks.ids.query({ query });
    if (ids.length === 0) throw noMatch(query);
    const result = await api.tracks.revert.mutate({ ids, fields: values.all ? null : fields });
    return printEdit(api, result, { ids, dryRun: false, json: values.json });
  });
}
