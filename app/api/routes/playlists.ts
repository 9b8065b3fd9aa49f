/** Playlists: the tree, pages of their tracks, and changes, each of which is a batch of the history. */
import { z } from '../../model/schema.ts';
import { PLAYLIST_FORMATS } from '../../model/playlist-files.ts';
import { LIMIT_UNITS, PLAYLIST_KINDS } from '../../model/playlists.ts';
import { importPlaylists } from '../../playlist-files/import-playlists.ts';
import { localUser } from '../../service/service.ts';
import { asOf, id, ids, limit, path, query, sort } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const name = z.string().max(1000);
const rule = z.object({
  query: query.default(''),
  sort,
  limit: z
    .object({ count: z.number().positive().max(1e9), unit: z.enum(LIMIT_UNITS) })
    .nullable()
    .default(null),
  seed: z.int().min(0).max(0xffffffff).nullable().default(null),
});
const dryRun = z.boolean().default(false);
/** Tracks by their ids, which may repeat. */
const tracks = z.array(id).max(1_000_000);
/** The item in front of which others come; null for the end. */
const before = id.nullable().default(null);
/** Characters: 24 MB of a playlist file in base64. */
const MAX_FILE_BASE64 = 32_000_000;
const playlistFile = z.object({
  fileName: z.string().min(1).max(1000),
  /** The folder of the file, for relative paths. */
  folder: path,
  base64: z.string().max(MAX_FILE_BASE64),
});
const playlist = z.object({
  name,
  kind: z.enum(PLAYLIST_KINDS),
  folder: id.nullable().default(null),
  folders: z.array(name).max(50).default([]),
  rule: rule.nullable().default(null),
  tracks: tracks.default([]),
  renumber: z.boolean().default(false),
});

export const playlistRoutes = router({
  /** All playlists and folders, in the order of their names. */
  list: procedure
    .input(z.object({ asOf }).default({}))
    .query(({ ctx, input }) => ctx.service.readAsOf(input.asOf).playlists()),
  /** Number and length of the tracks of these playlists. */
  totals: procedure
    .input(z.object({ ids: ids.max(10_000), asOf }))
    .query(({ ctx, input }) => ctx.service.readAsOf(input.asOf).playlistTotals({ ids: input.ids })),
  /** A page of the tracks of a playlist, in order. */
  page: procedure
    .input(z.object({ id, offset: z.int().min(0).default(0), limit: limit(10_000, 100), asOf }))
    .query(({ ctx, input: { asOf: at, ...request } }) => ctx.service.readAsOf(at).playlistPage(request)),
  /** The items and the tracks of a whole playlist, in order, without what is known of the tracks. */
  order: procedure.input(z.object({ id })).query(({ ctx, input }) => ctx.service.read.playlistOrder(input)),
  /** The ids of all tracks of a playlist, in order. */
  tracks: procedure.input(z.object({ id })).query(({ ctx, input }) => ctx.service.read.playlistTracks(input)),
  /** The items of a playlist that name one of these tracks, in order. */
  items: procedure.input(z.object({ id, tracks })).query(({ ctx, input }) => ctx.service.read.playlistItems(input)),

  /** Creates playlists and folders, as one batch. */
  create: procedure
    .input(z.object({ playlists: z.array(playlist).min(1).max(10_000), dryRun }))
    .mutation(async ({ ctx, input }) => {
      const created = await ctx.service.write.createPlaylists({ ...input, author: localUser() });
      await ctx.service.likes.idle();
      return created;
    }),
  /** Renames a playlist, moves it to another folder, changes its rule. */
  change: procedure
    .input(
      z.object({
        id,
        name: name.optional(),
        folder: id.nullable().optional(),
        rule: rule.optional(),
        dryRun,
      }),
    )
    .mutation(async ({ ctx, input: { id, dryRun, name, folder, rule } }) => {
      const changed = await ctx.service.write.changePlaylist({
        id,
        fields: {
          ...(name === undefined ? {} : { name }),
          ...(folder === undefined ? {} : { folder }),
          ...(rule === undefined ? {} : { rule }),
        },
        dryRun,
        author: localUser(),
      });
      await ctx.service.likes.idle();
      return changed;
    }),
  /** Deletes playlists, and folders with all that is in them. */
  delete: procedure
    .input(z.object({ ids: ids.max(10_000), dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.deletePlaylists({ ...input, author: localUser() })),
  /** Adds tracks by their ids, in this order. */
  add: procedure
    .input(z.object({ id, tracks, before, dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.addToPlaylist({ ...input, author: localUser() })),
  /** Adds the tracks that match a query, in list order. */
  addMatching: procedure
    .input(z.object({ id, query, sort, before, dryRun }))
    .mutation(async ({ ctx, input: { query, sort, ...request } }) => {
      const tracks = await ctx.service.read.ids({ query, sort });
      return ctx.service.write.addToPlaylist({ ...request, tracks, author: localUser() });
    }),
  /** Takes items out. */
  remove: procedure
    .input(z.object({ id, items: tracks, dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.removeFromPlaylist({ ...input, author: localUser() })),
  /** Imports playlist files, as one batch. */
  import: procedure
    .input(
      z.object({
        files: z.array(playlistFile).min(1).max(1000),
        folder: id.nullable().default(null),
        folders: z.array(name).max(50).default([]),
        dryRun,
      }),
    )
    .mutation(({ ctx, input }) =>
      importPlaylists(ctx.service.read, ctx.service.write, {
        ...input,
        files: input.files.map(({ base64, ...file }) => ({ ...file, bytes: Buffer.from(base64, 'base64') })),
        author: localUser(),
      }),
    ),
  /** The text of a playlist as a file, with paths of the originals. */
  file: procedure
    .input(z.object({ id, format: z.enum(PLAYLIST_FORMATS), relativeTo: path.nullable().default(null) }))
    .query(({ ctx, input }) => ctx.service.read.writtenPlaylist(input)),
  /** Moves items, in this order, in front of another item. */
  move: procedure
    .input(z.object({ id, items: tracks, before, dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.moveInPlaylist({ ...input, author: localUser() })),
  /** Brings the items into an order, once. */
  sort: procedure
    .input(z.object({ id, sort, dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.sortPlaylist({ ...input, author: localUser() })),
});
