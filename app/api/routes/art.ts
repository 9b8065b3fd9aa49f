/** Pictures of tracks: lists, those in folders, and what people do with them. `/art/…` (`app/api/art.ts`) sends them. */
import { z } from '../../model/schema.ts';
import { ART_TYPES, FOUND_ART_TYPES } from '../../model/art.ts';
import { localUser } from '../../service/service.ts';
import { after, id, ids, limit, path, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** Characters: 64 MB of picture in base64. */
const MOST_BASE64 = 90_000_000;

const where = z.union([z.object({ ids }), z.object({ query })]);
const types = z.array(z.enum(ART_TYPES)).min(1).max(ART_TYPES.length).nullable().default(null);
const dryRun = z.boolean().default(false);
const fit = z.boolean().default(false);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const pictures = z
  .array(z.object({ type: z.enum(ART_TYPES), hash, description: z.string().max(500).default('') }))
  .min(1)
  .max(100);
const source = z.union([
  z.object({ path, pathBase64: z.base64().max(8192).optional() }),
  z.object({ base64: z.string().max(MOST_BASE64) }),
]);

export const artRoutes = router({
  /** The pictures in force of a page of tracks. */
  list: procedure
    .input(z.object({ query: query.default(''), after, limit: limit(1000, 200) }))
    .query(({ ctx, input }) => ctx.service.read.artPage(input)),
  /** A picture in force of a track, as base64; null where it is not there any more. */
  read: procedure
    .input(z.object({ id, index: z.int().min(0) }))
    .query(async ({ ctx, input }) => (await ctx.service.art.read(input.id, input.index))?.toString('base64') ?? null),
  /** Pictures in the folders of tracks that have none of a type, page by page. Nothing is changed. */
  find: procedure
    .input(
      z.object({
        query: query.default(''),
        type: z.enum(FOUND_ART_TYPES).default('front'),
        fit,
        after,
        limit: limit(5000, 1000),
      }),
    )
    .query(({ ctx, input }) => ctx.service.read.findArt(input)),
  /** Takes a picture into the art store, from a file or as base64, and changes no track. */
  store: procedure
    .input(z.object({ picture: source, fit }))
    .mutation(({ ctx, input: { picture, fit: scales } }) =>
      ctx.service.art.store('base64' in picture ? { bytes: Buffer.from(picture.base64, 'base64') } : picture, scales),
    ),
  /** Gives tracks pictures of the art store, all as one batch; with `only` they have no others then. */
  set: procedure
    .input(
      z.object({
        wanted: z.array(z.object({ where, pictures })).min(1).max(100_000),
        only: z.boolean().default(false),
        dryRun,
      }),
    )
    .mutation(({ ctx, input: { wanted, ...options } }) =>
      ctx.service.art.set(wanted, { ...options, author: localUser() }),
    ),
  /** Deletes pictures of the art store that neither a track, the history nor a backup of the edits names. */
  clean: procedure.input(z.object({ dryRun })).mutation(({ ctx, input }) => ctx.service.art.clean(input.dryRun)),
  /** Gives tracks the pictures of another one. */
  copy: procedure
    .input(z.object({ from: id, where, types, fit, dryRun }))
    .mutation(({ ctx, input: { from, where: tracks, ...options } }) =>
      ctx.service.art.copy(from, tracks, { ...options, author: localUser() }),
    ),
  /** Takes pictures of these types away, of all types for null. */
  remove: procedure
    .input(z.object({ where, types, dryRun }))
    .mutation(({ ctx, input }) =>
      ctx.service.art.remove(input.where, input.types, { dryRun: input.dryRun, author: localUser() }),
    ),
});
