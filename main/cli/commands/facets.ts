/** `descant facets`: lists the values of a field with the number of their tracks. */
import { FACET_SORTS, type FacetGroup } from '../../../app/model/facets.ts';
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import { printJson, printLines, table } from '../output.ts';
import { sortOption } from '../sort-option.ts';

const PAGE = 5000;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    search: { type: 'string', default: '' },
    sort: { type: 'string', default: 'count' },
    limit: { type: 'string' },
    offset: { type: 'string', default: '0' },
    variants: { type: 'boolean', default: false },
    ...AS_OF,
  });
  const [field, ...words] = positionals;
  if (field === undefined) throw new UsageError('facets takes the name of a field, such as genre');
  const { sort } = sortOption(values.sort, FACET_SORTS);
  const limit = values.limit === undefined ? Infinity : readNumber('--limit', values.limit, 0);
  const first = readNumber('--offset', values.offset, 0);
  const request = { field, query: words.join(' '), search: values.search, sort, variantsOnly: values.variants };
  const then = asOfOption(values['as-of']);
  return withLibrary(values.library, async ({ api }) => {
    const groups: FacetGroup[] = [];
    let [name, total] = [field, 0];
    for (let left = limit; left > 0;) {
      const size = Math.min(left, PAGE);
      const page = await api.facets.list.query({ ...request, ...then, offset: first + groups.length, limit: size });
      [name, total] = [page.field, page.total];
      groups.push(...page.values);
      left -= page.values.length;
      if (page.values.length < size) break;
    }
    if (values.json) printJson({ field: name, total, values: groups });
    else if (values.variants) printLines(groups.map(variantsLine));
    else printLines(table(groups.map(({ value, tracks }) => [value, String(tracks)])));
    return 0;
  });
}

/** `Hip-Hop 120 · hip hop 3` */
function variantsLine({ variants }: FacetGroup): string {
  return variants.map(({ value, tracks }) => `${value} ${tracks}`).join(' · ');
}
