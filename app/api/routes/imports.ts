/** Imports of what other programs know. */
import { z } from '../../model/schema.ts';
import { FOUND_BY, SOURCE_KINDS } from '../../model/imports.ts';
import { within } from '../../service/within.ts';
import { after, limit, milliseconds, path } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const request = z.object({
  source: path,
  from: z.enum(SOURCE_KINDS).nullable().default(null),
  maps: z.array(z.string().min(3).max(8192)).max(100).default([]),
  dryRun: z.boolean().default(false),
  overwrite: z.boolean().default(false),
});

export const importRoutes = router({
  /** Answers as soon as the import runs. */
  start: procedure.input(request).mutation(({ ctx, input }) => ctx.service.imports.start(input)),
  /** Waits for the end of the import, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.imports.settled(), input.milliseconds);
    return service.imports.progress;
  }),
  /** Ends the import; one that is being stored is completed. */
  cancel: procedure.mutation(({ ctx }) => ctx.service.imports.cancel()),
  /** Of the last import that ended well; null where there is none. */
  report: procedure.query(({ ctx }) => ctx.service.imports.report),
  /** What became of the records of the last import. */
  outcomes: procedure
    .input(
      z.object({
        after,
        limit: limit(5000, 1000),
        missing: z.boolean().default(false),
        by: z.enum(FOUND_BY).nullable().default(null),
        text: z.string().max(1000).default(''),
      }),
    )
    .query(({ ctx, input }) => ctx.service.imports.outcomes(input)),
  /** Frees the memory of the outcomes. */
  forget: procedure.mutation(({ ctx }) => ctx.service.imports.forget()),
});
