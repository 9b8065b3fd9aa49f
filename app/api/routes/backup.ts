/** Backups of the whole library in one file, and those of the edits that the service makes. */
import { z } from '../../model/schema.ts';
import { within } from '../../service/within.ts';
import { milliseconds, path } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const backupRoutes = router({
  /** Backups of the edits in the library folder, the newest first. */
  list: procedure.query(({ ctx }) => ctx.service.read.backups()),
  /** Answers as soon as the backup is being written. */
  start: procedure
    .input(z.object({ path, replace: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.service.backup.start(input.path, input.replace)),
  /** Waits for the end of the backup, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.backup.settled(), input.milliseconds);
    return service.backup.progress;
  }),
  cancel: procedure.mutation(({ ctx }) => ctx.service.backup.cancel()),
});
