/** The comparison of the originals with what the last scan saw. */
import { z } from '../../model/schema.ts';
import { after, limit, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const originalRoutes = router({
  count: procedure.input(z.object({ query })).query(({ ctx, input }) => ctx.service.read.countOriginals(input)),
  /** Page by page; `deep` also decodes the files. A client that disconnects ends the decoding. */
  verify: procedure
    .input(z.object({ query, after, limit: limit(1000, 500), deep: z.boolean().default(false) }))
    .query(({ ctx, input, signal }) => ctx.service.verifyOriginals(input, signal)),
});
