/** The export: see docs/export.md. */
import { z } from 'zod';
import { after, asOf, limit, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const exportRoutes = router({
  count: procedure
    .input(z.object({ query, asOf }))
    .query(({ ctx, input }) => ctx.service.readAsOf(input.asOf).countExported({ query: input.query })),
  /** Everything that is known of the tracks, page by page. */
  tracks: procedure
    .input(z.object({ query, after, limit: limit(1000, 250), history: z.boolean().default(false), asOf }))
    .query(({ ctx, input: { asOf: at, ...request } }) => ctx.service.readAsOf(at).exportPage(request)),
});
