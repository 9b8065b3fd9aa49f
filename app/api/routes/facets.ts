/** How many tracks have each value of a field. */
import { z } from '../../model/schema.ts';
import { FACET_SORTS } from '../../model/facets.ts';
import { asOf, limit, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const field = z.string().min(1).max(200);
const spellings = z.object({
  field,
  query: query.default(''),
  search: z.string().max(200).default(''),
  sort: z.enum(FACET_SORTS).default('count'),
  offset: z.int().min(0).default(0),
  limit: limit(5000, 100),
  asOf,
});
const values = spellings.extend({
  /** Field → values, one of which tracks have. */
  chosen: z.record(field, z.array(z.string().max(1000)).max(100)).default({}),
  variantsOnly: z.boolean().default(false),
});

export const facetRoutes = router({
  list: procedure.input(values).query(async ({ ctx, input: { asOf: at, ...request }, signal }) => {
    await ctx.service.catalogue.upToDate();
    return ctx.service.readAsOf(at).facetPage(request, signal);
  }),
  spellings: procedure
    .input(spellings)
    .query(({ ctx, input: { asOf: at, ...request }, signal }) =>
      ctx.service.readAsOf(at).facetSpellings(request, signal),
    ),
});
