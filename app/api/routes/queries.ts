/** Queries as text and as rules, both ways: a rule builder edits the rule of what somebody typed. */
import { z } from '../../model/schema.ts';
import { parseQuery } from '../../library/query/parse.ts';
import { printQuery } from '../../library/query/print.ts';
import { TRACK_STATES, type Rule } from '../../library/query/rule.ts';
import { query, sort } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const text = z.strictObject({ field: z.string().max(200), text: z.string().max(4000) });
const bound = z.union([z.number(), z.string().max(40), z.null()]);
const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(rule).max(500) }),
    z.strictObject({ any: z.array(rule).max(500) }),
    z.strictObject({ not: rule }),
    z.strictObject({ words: z.string().max(4000) }),
    z.strictObject({ contains: text }),
    z.strictObject({ is: text }),
    z.strictObject({ spelled: text }),
    z.strictObject({ matches: text }),
    z.strictObject({ range: z.strictObject({ field: z.string().max(200), from: bound, to: bound }) }),
    z.strictObject({ has: z.string().max(200) }),
    z.strictObject({ state: z.enum(TRACK_STATES) }),
    z.strictObject({ like: z.int().positive() }),
    z.strictObject({ playlist: z.string().max(1000) }),
  ]),
);
const parsed = z.strictObject({
  rule,
  sort,
  limit: z.int().positive().nullable().default(null),
  seed: z.int().min(0).max(4_294_967_295).nullable().default(null),
});

export const queryRoutes = router({
  /** The rule, the sorting and the limit of a query. */
  parse: procedure.input(z.object({ query })).query(({ input }) => parseQuery(input.query)),
  /** The query of a rule: reading it leads to the same rule. */
  print: procedure.input(parsed).query(({ input }) => printQuery(input)),
});
