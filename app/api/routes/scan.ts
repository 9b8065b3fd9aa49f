/** Scans: start, cancel, wait. */
import { z } from '../../model/schema.ts';
import { milliseconds, path } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const scanRoutes = router({
  /**
   * Adds the folders and scans them; without folders, scans the library. Answers as soon as the scan runs; its progress
   * is an event.
   */
  start: procedure
    .input(z.object({ paths: z.array(path).max(100).default([]) }).default({ paths: [] }))
    .mutation(async ({ ctx, input }) => {
      const folders: string[] = [];
      for (const folder of input.paths) folders.push(await ctx.service.addFolder(folder));
      // The job's progress tells how it ends.
      const places = folders.map((folder) => ({ path: Buffer.from(folder), shallow: false }));
      ctx.service.scans.scan(places.length === 0 ? null : places).catch(() => {});
      return { folders };
    }),
  cancel: procedure.mutation(({ ctx }) => ctx.service.scans.cancel()),
  /** Waits for the end of the scan, with `analysis` also for that of the analysis, or until the time is over. */
  wait: procedure
    .input(z.object({ for: z.enum(['tags', 'analysis']), milliseconds }))
    .mutation(async ({ ctx, input }) => {
      const settled = await ctx.service.settled(input.for, input.milliseconds);
      return { settled, jobs: [...ctx.service.jobs] };
    }),
});
