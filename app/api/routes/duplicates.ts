/** Recordings that the library has more than once. */
import { z } from 'zod';
import { after, id, limit } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** The score from which two tracks count as the same recording: see `compare-fingerprints.ts`. */
const least = z.number().min(0.4).max(1).default(0.75);

export const duplicateRoutes = router({
  /** The numbers of files that can be compared, and of those without an analysis. */
  count: procedure.query(async ({ ctx: { service } }) => {
    const [analysed, pending] = await Promise.all([service.read.countAnalysed(), service.read.countPending()]);
    return { analysed, pending };
  }),
  /** Pairs of tracks that are the same recording, page by page. */
  matches: procedure
    .input(z.object({ after, limit: limit(500, 200), least }))
    .query(({ ctx, input }) => ctx.service.matchSounds(input)),
  /** What the last comparison of the whole library has found; it begins where nothing is known, or too little. */
  state: procedure.query(({ ctx }) => ctx.service.duplicates.state()),
  /** Compares the whole library anew. */
  compare: procedure.mutation(({ ctx }) => ctx.service.duplicates.compare()),
  /** The recordings that it has found, from any place. */
  recordings: procedure
    .input(z.object({ offset: z.int().min(0).default(0), limit: limit(500, 100) }))
    .query(({ ctx, input }) => ctx.service.duplicates.page(input)),
  /** The copies of a recording, the best first. */
  copies: procedure
    .input(z.object({ ids: z.array(id).max(1000) }))
    .query(({ ctx, input }) => ctx.service.read.copiesOf(input)),
});
