/** Submissions of tracks to AcoustID: what is sent, what became of it. */
import { z } from '../../model/schema.ts';
import { SUBMISSION_STATES } from '../../model/submissions.ts';
import { within } from '../../service/within.ts';
import { ids, limit, milliseconds, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const where = z.union([z.object({ ids }), z.object({ query })]);
const tracks = z.object({ tracks: ids.nullable().default(null) });

export const submissionRoutes = router({
  state: procedure.query(({ ctx }) => ctx.service.trackSubmissions.state()),
  /** Those that changed last come first. */
  list: procedure
    .input(
      z.object({
        state: z.enum(SUBMISSION_STATES).nullable().default(null),
        offset: z.int().min(0).default(0),
        limit: limit(1000, 200),
      }),
    )
    .query(({ ctx, input }) => ctx.service.trackSubmissions.page(input)),
  /** What `add` would do. */
  preview: procedure
    .input(where)
    .query(({ ctx, input, signal }) => ctx.service.trackSubmissions.preview(input, signal)),
  /** Queues tracks: those of a query, or these. */
  add: procedure.input(where).mutation(({ ctx, input }) => ctx.service.trackSubmissions.add(input)),
  /** Tries at once what waits. */
  send: procedure.mutation(({ ctx }) => ctx.service.trackSubmissions.wake()),
  /** Sends again what was refused, or not answered; null for all of it. @returns the number */
  retry: procedure.input(tracks).mutation(({ ctx, input }) => ctx.service.trackSubmissions.retry(input.tracks)),
  /** Forgets what AcoustID does not have, or what is known of these tracks. @returns the number */
  drop: procedure.input(tracks).mutation(({ ctx, input }) => ctx.service.trackSubmissions.drop(input.tracks)),
  /** Waits until nothing waits to be sent or nothing can be sent, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    const isSettled = await within(service.trackSubmissions.sent(), input.milliseconds);
    return { isSettled, ...(await service.trackSubmissions.state()) };
  }),
});
