/** The export: see docs/export.md. */
import { z } from '../../model/schema.ts';
import { EXPORT_FORMATS } from '../../model/export.ts';
import { within } from '../../service/within.ts';
import { after, asOf, ids, limit, milliseconds, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const exportRoutes = router({
  count: procedure
    .input(z.object({ query, asOf }))
    .query(({ ctx, input }) => ctx.service.readAsOf(input.asOf).countExported({ query: input.query })),
  /** Everything that is known of the tracks, page by page. */
  tracks: procedure
    .input(z.object({ query, after, limit: limit(1000, 250), history: z.boolean().default(false), asOf }))
    .query(({ ctx, input: { asOf: at, ...request } }) => ctx.service.readAsOf(at).exportPage(request)),
  /** Prepares an export, which `/export/TICKET` then sends. */
  begin: procedure
    .input(
      z.object({
        where: z.union([z.object({ ids }), z.object({ query }), z.literal('all')]),
        format: z.enum(EXPORT_FORMATS),
        history: z.boolean().default(false),
        asOf,
      }),
    )
    .mutation(({ ctx, input }) => ctx.service.exports.begin(input)),
  /** Waits until the export was sent, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.exports.settled(), input.milliseconds);
    return service.exports.progress;
  }),
  /** Breaks the export off. */
  cancel: procedure.mutation(({ ctx }) => ctx.service.exports.cancel()),
});
