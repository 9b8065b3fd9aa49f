/** `descant rate QUERY N`: rates all tracks that match. 0 is a rating; `none` takes the rating away. */
import { formInWords, inForm } from '../../../fuse/fields/value-form.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { finishedQuery } from '../finished-query.ts';
import { noMatch } from '../no-match.ts';
import { printEdit } from '../print-edit.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { 'dry-run': { type: 'boolean', default: false } });
  const terms = positionals.slice(0, -1);
  const typed = positionals.at(-1);
  const rating = typed === undefined || typed === 'none' ? null : inForm(typed, 'rating');
  if (typed === undefined || (rating === null && typed !== 'none')) {
    throw new UsageError(`rate takes a query and ${formInWords('rating')}, or none to take the rating away`);
  }
  if (terms.length === 0) throw new UsageError('name the tracks: a query such as id:12 or album:"Northern Mountains"');
  const query = finishedQuery(terms);
  return withLibrary(values.library, async ({ api }) => {
    const ids = await api.tracks.ids.query({ query });
    if (ids.length === 0) throw noMatch(query);
    const changes = { rating: rating === null ? null : [rating] };
    const result = await api.tracks.edit.mutate({ ids, changes, dryRun: values['dry-run'] });
    return printEdit(api, result, { ids, dryRun: values['dry-run'], json: values.json });
  });
}
