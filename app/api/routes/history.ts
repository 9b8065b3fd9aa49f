/** The edit history: lists, undo and redo. */
import { z } from 'zod';
import { localUser } from '../../service/service.ts';
import { id, limit } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const historyRoutes = router({
  /** The latest batches, newest first. */
  list: procedure
    .input(z.object({ limit: limit(10_000, 100) }).default({ limit: 100 }))
    .query(({ ctx, input }) => ctx.service.read.history(input)),
  ofTrack: procedure.input(z.object({ id })).query(({ ctx, input }) => ctx.service.read.historyOfTrack(input)),
  /** Undoes a batch; without one, the last. */
  undo: procedure
    .input(z.object({ batch: id.optional() }).default({}))
    .mutation(({ ctx, input }) => ctx.service.write.undo({ batch: input.batch ?? null, author: localUser() })),
  redo: procedure.mutation(({ ctx }) => ctx.service.write.redo({ author: localUser() })),
});
