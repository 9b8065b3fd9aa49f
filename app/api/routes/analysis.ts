/** The analysis in the background. */
import { procedure, router } from '../procedure.ts';

export const analysisRoutes = router({
  pause: procedure.mutation(({ ctx }) => ctx.service.analysis.pause()),
  resume: procedure.mutation(({ ctx }) => ctx.service.analysis.resume()),
  /** Analyses failed files again. @returns the number of files */
  retry: procedure.mutation(({ ctx }) => ctx.service.analysis.retry()),
  /** The number of files without an analysis. */
  pending: procedure.query(({ ctx }) => ctx.service.read.countPending()),
});
