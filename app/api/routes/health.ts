/** What needs attention: the checks of `descant health`, and the files with an error. */
import { z } from '../../model/schema.ts';
import { after, limit, milliseconds, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';
import { localUser } from '../../service/service.ts';
import { within } from '../../service/within.ts';

/** Name of a check. */
const check = z.string().max(100);
/** Findings to mend: of a check, about something, with tracks that a query finds; `to` stands in the place of what the fix would take. */
const mended = z.object({
  check,
  query: query.default(''),
  about: z.string().min(1).max(2000).nullable().default(null),
  to: z.string().min(1).max(1000).nullable().default(null),
  limit: limit(10_000, 200),
});

export const healthRoutes = router({
  /**
   * The numbers of findings. `milliseconds`: how long to wait for numbers that are up to date. Without it the answer
   * comes at once, and the event `health` tells when other numbers are known.
   */
  report: procedure
    .input(z.object({ milliseconds: milliseconds.nullable().default(null) }).prefault({}))
    .query(({ ctx, input: { milliseconds: most } }) =>
      ctx.service.health.state(most === null ? null : (survey) => within(survey, most)),
    ),
  /** The findings of one check, page by page, or from any place. */
  items: procedure
    .input(z.object({ check, after, offset: z.int().min(0).default(0), limit: limit(1000, 500) }))
    .query(({ ctx, input }) => ctx.service.health.page(input)),
  /** Starts to work out what mending a check's findings changes: a run of `actions`. */
  previewFix: procedure
    .input(mended)
    .mutation(({ ctx, input: { limit: listed, ...request } }) =>
      ctx.service.mendHealth(request, { limit: listed, batch: null, expected: null }),
    ),
  /** Starts a run that mends them as one batch; with the digest of a preview what that has shown, or nothing. */
  fix: procedure
    .input(mended.extend({ expected: z.string().max(100).nullable().default(null) }))
    .mutation(({ ctx, input: { limit: listed, expected, ...request } }) =>
      ctx.service.mendHealth(request, {
        limit: listed,
        batch: { author: localUser(), note: `health fix ${request.check}` },
        expected,
      }),
    ),
});

export const errorRoutes = router({
  /** Files with an error, newest first. */
  list: procedure
    .input(z.object({ limit: limit(10_000, 200) }).default({ limit: 200 }))
    .query(({ ctx, input }) => ctx.service.read.scanErrors(input)),
});
