/** Identification: which releases tracks are, and what becomes of the proposals. */
import { z } from '../../model/schema.ts';
import { BAND_NAMES, PROPOSAL_STATES } from '../../model/identification.ts';
import { within } from '../../service/within.ts';
import { id, ids, limit, milliseconds, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** Tracks by their ids, or those that a query finds. */
const where = z.union([z.object({ ids }), z.object({ query })]);
/** The id of a release: of MusicBrainz, or the number of an album of the library. */
const release = z
  .string()
  .regex(
    /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{1,15})$/i,
    'the id of a release is needed',
  )
  .transform((text) => text.toLowerCase())
  .nullable()
  .default(null);

export const identificationRoutes = router({
  /** Answers as soon as the run is at work. */
  start: procedure
    .input(z.object({ where, release }))
    .mutation(({ ctx, input }) => ctx.service.identification.start(input)),
  /** Begins a run of the tracks that the last one has not come to. */
  repeat: procedure.mutation(({ ctx }) => ctx.service.identification.repeat()),
  /** Waits for the end of the run, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.identification.settled(), input.milliseconds);
    return service.identification.progress;
  }),
  /** Ends the run; the proposals that it has stored stay. */
  cancel: procedure.mutation(({ ctx }) => ctx.service.identification.cancel()),
  progress: procedure.query(({ ctx }) => ctx.service.identification.state()),
  /** Proposals of a state, those of the surest band first; `ids` for these alone. */
  list: procedure
    .input(
      z.object({
        state: z.enum(PROPOSAL_STATES).default('open'),
        ids: z.array(id).max(100_000).nullable().default(null),
        offset: z.int().min(0).default(0),
        limit: limit(1000, 200),
      }),
    )
    .query(({ ctx, input }) => ctx.service.read.proposalPage(input)),
  /** One proposal field by field, with one of its releases. */
  get: procedure.input(z.object({ id, release })).query(({ ctx, input }) => ctx.service.read.proposalDetail(input)),
  /** Makes the changes of proposals, as one batch for each source. */
  accept: procedure
    .input(
      z.union([
        z.object({ proposals: z.array(z.object({ id, release })).min(1).max(10_000) }),
        z.object({ bands: z.array(z.enum(BAND_NAMES)).min(1) }),
      ]),
    )
    .mutation(({ ctx, input }) => ctx.service.identification.accept(input)),
  /** Puts proposals aside, for ever with `never`, or takes that back with `open`. */
  decide: procedure
    .input(z.object({ ids, state: z.enum(['open', 'skipped', 'never']) }))
    .mutation(({ ctx, input }) => ctx.service.identification.decide(input)),
});
