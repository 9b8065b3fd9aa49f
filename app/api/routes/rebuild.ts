/** Rebuilds of derived data. */
import { z } from '../../model/schema.ts';
import { REBUILD_PARTS } from '../../model/jobs.ts';
import { within } from '../../service/within.ts';
import { milliseconds } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const rebuildRoutes = router({
  /** Answers as soon as the rebuild runs. */
  start: procedure
    .input(z.object({ parts: z.array(z.enum(REBUILD_PARTS)).min(1) }))
    .mutation(({ ctx, input }) => ctx.service.rebuild.start(input.parts)),
  /** Waits for the end of the rebuild, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.rebuild.settled(), input.milliseconds);
    return service.rebuild.progress;
  }),
  cancel: procedure.mutation(({ ctx }) => ctx.service.rebuild.cancel()),
});
