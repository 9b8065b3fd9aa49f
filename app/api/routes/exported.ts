/** The export: see docs/export.md. */
import { z } from 'zod';
import { after, limit, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const exportRoutes = router({
  count: procedure.input(z.object({ query })).query(({ ctx, input }) => ctx.service.read.countExported(input)),
  /** Everything that is known of the tracks, page by page. */
  tracks: procedure
    .input(z.object({ query, after, limit: limit(1000, 250), history: z.boolean().default(false) }))
    .query(({ ctx, input }) => ctx.service.read.exportPage(input)),
});
