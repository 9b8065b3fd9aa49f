/** Copies of tracks in a folder, for a device or another person. */
import { z } from '../../model/schema.ts';
import { COPY_FORMATS } from '../../model/copies.ts';
import { NAME_TARGETS } from '../../model/mount.ts';
import { within } from '../../service/within.ts';
import { asOf, ids, milliseconds, path, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const request = z.object({
  directory: path,
  query: query.default(''),
  ids: ids.nullable().default(null),
  asOf,
  template: z.string().min(1).max(10_000).nullable().default(null),
  names: z.enum(NAME_TARGETS).nullable().default(null),
  convert: z.enum(COPY_FORMATS).nullable().default(null),
  sidecars: z.boolean().default(false),
  bestCopies: z.boolean().default(false),
  delete: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});

export const copyRoutes = router({
  /** Answers as soon as the copying runs. */
  start: procedure
    .input(request)
    .mutation(({ ctx, input }) => ctx.service.copies.start({ ...input, asOf: input.asOf ?? null })),
  /** Waits for the end of the copying, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.copies.settled(), input.milliseconds);
    return service.copies.progress;
  }),
  /** Ends the copying; the files that are complete stay. */
  cancel: procedure.mutation(({ ctx }) => ctx.service.copies.cancel()),
  /** What the last run did; null where there is none, and where it failed. */
  result: procedure.query(({ ctx }) => ctx.service.copies.result),
});
