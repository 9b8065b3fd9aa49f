/** Runs that verify the originals with their audio. */
import { z } from '../../model/schema.ts';
import { within } from '../../service/within.ts';
import { after, id, limit, milliseconds, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** MB per second; 0 for no limit, null for the setting `verify.rate`. */
const rate = z.number().min(0).max(100_000).nullable().default(null);

export const verifyRoutes = router({
  progress: procedure.query(({ ctx }) => ctx.service.verify.progress()),
  /** Starts a run, or continues the one of this query. */
  start: procedure
    .input(z.object({ query, restart: z.boolean().default(false), rate }))
    .mutation(({ ctx, input }) => ctx.service.verify.start(input)),
  pause: procedure.mutation(({ ctx }) => ctx.service.verify.pause()),
  resume: procedure
    .input(z.object({ rate }).prefault({}))
    .mutation(({ ctx, input }) => ctx.service.verify.resume(input.rate)),
  cancel: procedure.mutation(({ ctx }) => ctx.service.verify.cancel()),
  /** Waits for the end of the run at work, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).query(async ({ ctx: { service }, input }) => {
    await within(service.verify.ended(), input.milliseconds);
    return service.verify.progress();
  }),
  /** What a run has found so far, behind the problem `after`. */
  problems: procedure
    .input(z.object({ run: id, after, limit: limit(1000, 500) }))
    .query(({ ctx, input }) => ctx.service.read.verifyProblems(input)),
});
