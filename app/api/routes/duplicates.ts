/** Recordings that the library has more than once. */
import { z } from '../../model/schema.ts';
import { keptFiles } from '../../duplicates/kept-files.ts';
import { RESOLUTIONS } from '../../model/duplicates.ts';
import { localUser } from '../../service/service.ts';
import { after, id, limit } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** The score from which two tracks count as the same recording: see `compare-fingerprints.ts`. */
const least = z.number().min(0.4).max(1).default(0.75);

const actions = z
  .array(z.enum(RESOLUTIONS))
  .min(1)
  .max(RESOLUTIONS.length)
  .refine((chosen) => !(chosen.includes('keep-all') && chosen.length > 1), 'keep-all goes with no other action')
  .refine(
    (chosen) => !(chosen.includes('hide') && chosen.includes('trash')),
    'copies are hidden or moved to the trash',
  );
const group = z
  .object({ keep: id, others: z.array(id).min(1).max(1000) })
  .refine(({ keep, others }) => !others.includes(keep), 'the track that is kept is not among the others');
const dryRun = z.boolean().default(false);

export const duplicateRoutes = router({
  /** The numbers of files that can be compared, and of those without an analysis. */
  count: procedure.query(async ({ ctx: { service } }) => {
    const [analysed, pending] = await Promise.all([service.read.countAnalysed(), service.read.countPending()]);
    return { analysed, pending };
  }),
  /** Pairs of tracks that are the same recording, page by page. */
  matches: procedure
    .input(z.object({ after, limit: limit(500, 200), least, all: z.boolean().default(false) }))
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
  /** The same, after copies that may be the very same file were compared byte for byte. */
  compareBytes: procedure
    .input(z.object({ ids: z.array(id).max(1000) }))
    .query(({ ctx, input, signal }) => ctx.service.compareBytes(input.ids, signal)),
  /** The copies of several recordings, each with the best first. */
  copiesOf: procedure
    .input(z.object({ groups: z.array(z.array(id).max(1000)).max(500) }))
    .query(({ ctx, input }) => ctx.service.read.copiesOfGroups(input)),
  /** Which of these tracks share their file with one outside of the trash, and the path of that one. */
  keptFiles: procedure
    .input(z.object({ ids: z.array(id).max(1000) }))
    .query(async ({ ctx, input }) => keptFiles(await ctx.service.read.inodePairs(input))),
  /** Decides about copies, as one batch of the history for all groups. */
  resolve: procedure
    .input(z.object({ actions, groups: z.array(group).min(1).max(100_000), dryRun }))
    .mutation(({ ctx, input: { groups, ...options } }) =>
      ctx.service.resolutions.resolve(groups, { ...options, author: localUser() }),
    ),
  /** Decides about the copies of all recordings that the comparison of the library has found. */
  resolveAll: procedure
    .input(z.object({ actions, dryRun }))
    .mutation(({ ctx, input }) => ctx.service.resolutions.resolveAll({ ...input, author: localUser() })),
});
