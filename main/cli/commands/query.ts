/** `descant query QUERY`: what a query means, as a rule for programs or in words; and the query of a rule. */
import type { ParsedQuery } from '../../../app/library/query/rule.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { printJson, printLines } from '../output.ts';
import { queryWords } from '../query-words.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { rule: { type: 'string' } });
  const text = positionals.join(' ');
  if ((values.rule === undefined) === (text === '')) {
    throw new UsageError('query takes a query, or --rule with a rule as JSON');
  }
  const asked = values.rule === undefined ? null : ruleIn(values.rule);
  return withLibrary(values.library, async ({ api }) => {
    const query = asked === null ? text : await api.queries.print.query(asked);
    const parsed = await api.queries.parse.query({ query });
    if (values.json) printJson({ query, ...parsed });
    else printLines(asked === null ? queryWords(parsed) : [query]);
    return 0;
  });
}

type AskedRule = Pick<ParsedQuery, 'rule'> & { sort: { field: string; descending: boolean }[] };

/** A rule alone, or with sorting and limit as `--json` prints them. The service checks what is in it. @throws UsageError */
function ruleIn(text: string): AskedRule {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--rule takes JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null) throw new UsageError('--rule takes a rule such as {"has":"lyrics"}');
  if (!('rule' in value)) return { rule: value as AskedRule['rule'], sort: [] };
  const { query: _, sort = [], ...rest } = value as AskedRule & { query?: unknown };
  return { ...rest, sort };
}
