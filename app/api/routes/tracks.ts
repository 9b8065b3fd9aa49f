/** Tracks: lists, single tracks, similar ones, and edits. */
import { z } from '../../model/schema.ts';
import { NotFoundError } from '../../library/not-found.ts';
import { editableField, FIELD_NAMING } from '../../library/editable-field.ts';
import { localUser } from '../../service/service.ts';
import { asOf, id, ids, limit, path, query, sort } from '../inputs.ts';
import { namedChanges } from '../named-changes.ts';
import { procedure, router } from '../procedure.ts';

const MOST_ROWS = 10_000;
const MOST_COMPARED = 1000;
/** Characters: 16 MB of picture in base64. */
const MAX_PICTURE_BASE64 = 22_000_000;

const page = z.object({
  query: query.default(''),
  sort,
  offset: z.int().min(0).default(0),
  limit: z.int().min(0).max(MOST_ROWS).default(100),
});
const changes = z.record(z.string().max(200), z.array(z.string().max(100_000)).max(1000).nullable());
const naming = z.enum(FIELD_NAMING).default('typed');
const edit = z.object({
  ids,
  changes,
  naming,
  note: z.string().max(1000).default(''),
  dryRun: z.boolean().default(false),
});
const picture = z.object({ base64: z.string().max(MAX_PICTURE_BASE64) }).nullable();

export const trackRoutes = router({
  list: procedure
    .input(page.extend({ asOf }))
    .query(({ ctx, input: { asOf: at, ...request }, signal }) => ctx.service.readAsOf(at).list(request, signal)),
  ids: procedure
    .input(z.object({ query, sort, limit: z.int().min(1).optional(), asOf }))
    .query(({ ctx, input: { asOf: at, ...request } }) => ctx.service.readAsOf(at).ids(request)),
  /** Those of `ids` that the query matches. */
  matching: procedure.input(z.object({ query, ids })).query(({ ctx, input }) => ctx.service.read.matching(input)),
  /** The place of a track in a list; null when the query does not match it. */
  position: procedure.input(z.object({ query, sort, id })).query(({ ctx, input }) => ctx.service.read.position(input)),
  get: procedure.input(z.object({ id })).query(async ({ ctx, input }) => {
    const track = await ctx.service.read.get(input);
    if (!track) throw new NotFoundError(`there is no track ${input.id}`);
    return track;
  }),
  /** Rows of tracks by their ids, in this order; ids of no track are left out. */
  rows: procedure
    .input(z.object({ ids: z.array(id).max(MOST_COMPARED) }))
    .query(({ ctx, input }) => ctx.service.read.rows(input)),
  /** What tracks share and where they differ. */
  compare: procedure
    .input(z.object({ ids: ids.max(MOST_COMPARED) }))
    .query(({ ctx, input }) => ctx.service.read.compare(input)),
  /** Tags in force of many tracks: id → field → values. */
  tags: procedure
    .input(z.object({ ids, asOf }))
    .query(async ({ ctx, input }) =>
      Object.fromEntries(await ctx.service.readAsOf(input.asOf).tags({ ids: input.ids })),
    ),
  /** What is known of many tracks beside their tags: id → facts. */
  facts: procedure
    .input(z.object({ ids, asOf }))
    .query(async ({ ctx, input }) =>
      Object.fromEntries(await ctx.service.readAsOf(input.asOf).facts({ ids: input.ids })),
    ),
  /** What fpcalc prints of many tracks: id → duration in seconds and fingerprint; without those that have none. */
  fingerprints: procedure.input(z.object({ ids: ids.max(MOST_COMPARED) })).query(async ({ ctx, input }) => {
    const sounds = await ctx.service.read.acoustidSounds({ ids: input.ids });
    return Object.fromEntries(
      sounds.map(({ id: track, length, fingerprint }) => [track, { duration: length, fingerprint }]),
    );
  }),
  similar: procedure
    .input(z.object({ id, limit: limit(200, 20) }))
    .query(({ ctx, input }) => ctx.service.similar.toTrack(input.id, input.limit)),
  similarToFile: procedure
    .input(z.object({ path, limit: limit(200, 20) }))
    .query(({ ctx, input, signal }) => ctx.service.similar.toFile(Buffer.from(input.path), input.limit, signal)),

  edit: procedure.input(edit).mutation(({ ctx, input }) =>
    ctx.service.write.edit({
      ids: input.ids,
      changes: namedChanges(input.changes, input.naming),
      note: input.note,
      dryRun: input.dryRun,
      author: localUser(),
    }),
  ),
  /** Edits all tracks that a query finds, however many: neither their ids nor their changes travel. */
  editMatching: procedure
    .input(edit.omit({ ids: true, dryRun: true }).extend({ query }))
    .mutation(async ({ ctx, input }) => {
      const ids = await ctx.service.read.ids({ query: input.query });
      const changes = namedChanges(input.changes, input.naming);
      const { batch, tracks } = await ctx.service.write.edit({ ids, changes, note: input.note, author: localUser() });
      return { batch, tracks };
    }),
  /**
   * Records that a track was played: half of it or four minutes; or skipped: left before that. Players say so when it
   * happens, or name the moment, in milliseconds since 1970.
   */
  played: procedure
    .input(z.object({ id, kind: z.enum(['play', 'skip']), at: z.int().min(0).optional() }))
    .mutation(({ ctx, input }) => {
      const now = Date.now();
      return ctx.service.write.recordPlay({ ...input, at: Math.min(input.at ?? now, now) });
    }),
  /** Those of the tracks whose edits the mount cannot show, because no header can be written for their files. */
  unshown: procedure.input(z.object({ ids })).query(({ ctx, input }) => ctx.service.read.unshownEdits(input)),
  /** Takes edits of these fields back, of all fields for null. */
  revert: procedure
    .input(z.object({ ids, fields: z.array(z.string().max(200)).nullable().default(null), naming }))
    .mutation(({ ctx, input }) => {
      const fields = input.fields?.map((name) => editableField(name, input.naming)) ?? null;
      return ctx.service.write.revert({ ids: input.ids, fields, author: localUser() });
    }),
  /** Gives tracks one picture; null removes their pictures. */
  setPicture: procedure.input(z.object({ ids, picture })).mutation(({ ctx, input }) => {
    const bytes = input.picture && Buffer.from(input.picture.base64, 'base64');
    return ctx.service.art.setOnly(input.ids, bytes, { author: localUser() });
  }),
});
