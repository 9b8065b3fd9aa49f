/** Recordings: lists, one with all that is known of it, merges and splits. */
import { z } from '../../model/schema.ts';
import { localUser } from '../../service/service.ts';
import { after, id, limit } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** An id or a gid. */
const named = z.string().min(1).max(36);
const dryRun = z.boolean().default(false);

export const recordingRoutes = router({
  /** Recordings with at least so many tracks. */
  list: procedure
    .input(z.object({ after, limit: limit(1000, 100), least: z.int().min(0).default(1) }))
    .query(({ ctx, input }) => ctx.service.read.recordingList(input)),
  /** Track id → gid of its recording, without tracks that have none yet. */
  ofTracks: procedure
    .input(z.object({ ids: z.array(id).min(1).max(1000) }))
    .query(async ({ ctx, input }) => Object.fromEntries(await ctx.service.read.recordingsOfTracks(input))),
  get: procedure
    .input(z.object({ recording: named }))
    .query(({ ctx, input }) => ctx.service.read.recordingDetail({ named: input.recording })),
  merge: procedure
    .input(z.object({ recordings: z.array(named).min(2).max(1000), dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.mergeRecordings({ ...input, author: localUser() })),
  split: procedure
    .input(z.object({ tracks: z.array(id).min(1).max(1000), dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.splitRecording({ ...input, author: localUser() })),
  /** Says that a MusicBrainz id does not belong to a recording, or takes that back. */
  disableMbid: procedure
    .input(z.object({ recording: named, mbid: z.string().max(36), disabled: z.boolean(), dryRun }))
    .mutation(({ ctx, input }) => ctx.service.write.disableMbid({ ...input, author: localUser() })),
});
