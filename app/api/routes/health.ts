/** What needs attention: the checks of `descant health`, and the files with an error. */
import { z } from 'zod';
import { after, limit } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const healthRoutes = router({
  report: procedure.query(({ ctx }) => ctx.service.read.healthReport()),
  /** The findings of one check, page by page. */
  items: procedure
    .input(z.object({ check: z.string().max(100), after, limit: limit(1000, 500) }))
    .query(({ ctx, input }) => ctx.service.read.healthPage(input)),
});

export const errorRoutes = router({
  /** Files with an error, newest first. */
  list: procedure
    .input(z.object({ limit: limit(10_000, 200) }).default({ limit: 200 }))
    .query(({ ctx, input }) => ctx.service.read.scanErrors(input)),
});
