/** The jobs of the service. */
import { z } from '../../model/schema.ts';
import type { BegunExport } from '../../model/export.ts';
import { SURVEYS, TASKS } from '../../model/jobs.ts';
import { procedure, router } from '../procedure.ts';

const task = z.enum(TASKS);

export const jobRoutes = router({
  list: procedure.query(({ ctx }) => [...ctx.service.jobs]),
  /** Jobs that a person begins: those that run, and the last of each kind that has ended. */
  tasks: procedure.query(({ ctx }) => [...ctx.service.tasks.progress]),
  /** What looks through the whole library now. Asking begins none. */
  surveys: procedure.query(({ ctx }) => [...ctx.service.surveys]),
  /** Ends a survey; the next one begins when a person asks for it. */
  cancelSurvey: procedure
    .input(z.object({ survey: z.enum(SURVEYS) }))
    .mutation(({ ctx, input }) => ctx.service[input.survey].cancel()),
  /** Ends one; what that leaves is said at the routes of its own. */
  cancel: procedure.input(z.object({ task })).mutation(({ ctx, input }) => ctx.service.tasks.cancel(input.task)),
  /** Lets one rest at the next border of its steps, where it holds nothing that others wait for. */
  pause: procedure.input(z.object({ task })).mutation(({ ctx, input }) => ctx.service.tasks.pause(input.task)),
  /** Lets one go on that rests. */
  resume: procedure.input(z.object({ task })).mutation(({ ctx, input }) => ctx.service.tasks.resume(input.task)),
  /** Begins the last one of a kind again with the same request, or goes on with it. Of an export it gives the ticket. */
  repeat: procedure.input(z.object({ task })).mutation(async ({ ctx, input }) => {
    const begun = await ctx.service.tasks.repeat(input.task);
    return { ticket: input.task === 'export' ? (begun as BegunExport).ticket : null };
  }),
});
