/** Albums and artists. Each read waits until they are up to date with the tracks. */
import { z } from '../../model/schema.ts';
import { NotFoundError } from '../../library/not-found.ts';
import { ALBUM_FILTERS, ALBUM_SORTS, ARTIST_SORTS } from '../../model/albums.ts';
import { asOf, id, limit, query } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const offset = z.int().min(0).default(0);
const descending = z.boolean().default(false);

const albums = z.object({
  query: query.default(''),
  filter: z.enum(ALBUM_FILTERS).nullable().default(null),
  sort: z.enum(ALBUM_SORTS).default('artist'),
  descending,
  offset,
  limit: limit(1000, 100),
  asOf,
});
const artists = z.object({
  query: query.default(''),
  search: z.string().max(200).default(''),
  sort: z.enum(ARTIST_SORTS).default('name'),
  descending,
  offset,
  limit: limit(1000, 100),
  asOf,
});

/** Reads that wait until the catalogue is up to date. */
const upToDate = procedure.use(async ({ ctx, next }) => {
  await ctx.service.catalogue.upToDate();
  return next();
});

export const albumRoutes = router({
  /** Albums with a track that matches. */
  list: upToDate
    .input(albums)
    .query(({ ctx, input: { asOf: at, ...request }, signal }) => ctx.service.readAsOf(at).albumPage(request, signal)),
  /** One album with its tracks in disc order. */
  get: upToDate.input(z.object({ id, asOf })).query(async ({ ctx, input }) => {
    const album = await ctx.service.readAsOf(input.asOf).albumDetail({ id: input.id });
    if (!album) throw new NotFoundError(`there is no album ${input.id}`);
    return album;
  }),
});

export const artistRoutes = router({
  /** Artists of the tracks that match. */
  list: upToDate
    .input(artists)
    .query(({ ctx, input: { asOf: at, ...request }, signal }) => ctx.service.readAsOf(at).artistPage(request, signal)),
  /** One artist, by any spelling of the name, with the artist's albums. */
  get: upToDate.input(z.object({ name: z.string().min(1).max(1000), asOf })).query(async ({ ctx, input }) => {
    const artist = await ctx.service.readAsOf(input.asOf).artistDetail({ name: input.name });
    if (!artist) throw new NotFoundError(`there is no artist ${input.name}`);
    return artist;
  }),
});
