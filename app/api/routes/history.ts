/** The edit history: lists, undo and redo. */
import { BATCH_MAKERS } from '../../model/history.ts';
import { z } from '../../model/schema.ts';
import { localUser } from '../../service/service.ts';
import { after, id, limit } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** Milliseconds since 1970. */
const moment = z.int().min(0);

/** Words that begin words of a batch, each with its meanings, of which one is enough: the name of a field beside its label. */
const words = z.array(z.array(z.string().max(400)).min(1).max(100)).max(30);

export const historyRoutes = router({
  /**
   * The latest batches, newest first; those before a batch, those of one kind of maker, and those with words where asked
   * for: see `app/library/history-search`.
   */
  list: procedure
    .input(
      z
        .object({
          limit: limit(10_000, 100),
          before: id.optional(),
          by: z.enum(BATCH_MAKERS).optional(),
          find: words.optional(),
        })
        .default({ limit: 100 }),
    )
    .query(({ ctx, input }) => ctx.service.history.list(input)),
  /** The changes of one batch, grouped by field and values; those of most tracks first. */
  groups: procedure
    .input(z.object({ batch: id, limit: limit(1000, 20) }))
    .query(({ ctx, input }) => ctx.service.read.batchGroups(input)),
  /** What one batch has changed of playlists, each with its first items. */
  playlists: procedure
    .input(z.object({ batch: id, limit: limit(1000, 50) }))
    .query(({ ctx, input }) => ctx.service.read.batchPlaylists(input)),
  /** The tracks of one batch with their changes, or those of one of its groups, page by page. */
  tracks: procedure
    .input(z.object({ batch: id, group: id.nullable().default(null), after, limit: limit(1000, 50) }))
    .query(({ ctx, input }) => ctx.service.read.batchTracks(input)),
  ofTrack: procedure.input(z.object({ id })).query(({ ctx, input }) => ctx.service.read.historyOfTrack(input)),
  /** Undoes a batch; without one, the last. */
  undo: procedure
    .input(z.object({ batch: id.optional() }).default({}))
    .mutation(({ ctx, input }) => ctx.service.write.undo({ batch: input.batch ?? null, author: localUser() })),
  /** What a compaction before a moment would save, page by page. Nothing is changed. */
  savings: procedure
    .input(z.object({ before: moment, after, limit: limit(10_000, 1000) }))
    .query(({ ctx, input }) => ctx.service.read.historySavings(input)),
  /** Begins a compaction of the history before a moment: its pages follow by `compact`. */
  beginCompaction: procedure
    .input(z.object({ before: moment }))
    .mutation(({ ctx, input }) => ctx.service.write.beginCompaction({ ...input, author: localUser() })),
  /** Compacts the history of a page of tracks. It can be repeated, and goes on where it was ended. */
  compact: procedure
    .input(z.object({ after, limit: limit(10_000, 1000) }))
    .mutation(({ ctx, input }) => ctx.service.write.compactHistory(input)),
  redo: procedure.mutation(({ ctx }) => ctx.service.write.redo({ author: localUser() })),
});
