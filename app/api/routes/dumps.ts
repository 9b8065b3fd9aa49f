/** Published dumps of AcoustID and MusicBrainz. */
import { z } from '../../model/schema.ts';
import { within } from '../../service/within.ts';
import { milliseconds, path } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const paths = z.array(path).min(1).max(1000);

export const dumpRoutes = router({
  /** What was read of dumps, and what it takes on the disk. */
  summary: procedure.query(({ ctx }) => ctx.service.dumps.summary()),
  /** How long adding files and folders takes, and what it needs. */
  estimate: procedure.input(z.object({ paths })).query(({ ctx, input }) => ctx.service.dumps.estimate(input.paths)),
  /** Answers as soon as the run is at work. */
  start: procedure.input(z.object({ paths })).mutation(({ ctx, input }) => ctx.service.dumps.start(input.paths)),
  /** Waits for the end of the run, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.dumps.settled(), input.milliseconds);
    return service.dumps.progress;
  }),
  /** Ends the run; what it has added stays. */
  cancel: procedure.mutation(({ ctx }) => ctx.service.dumps.cancel()),
  /** Removes all that was read; the files of the dumps stay. */
  remove: procedure.mutation(({ ctx }) => ctx.service.dumps.remove()),
});
