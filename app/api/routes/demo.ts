/** The demo's music. */
import { z } from '../../model/schema.ts';
import { path } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const demoRoutes = router({
  /** Makes it, adds its folder to the library, and begins to scan it. */
  add: procedure
    .input(z.object({ folder: path.nullable().default(null) }))
    .mutation(({ ctx, input }) => ctx.service.addDemo(input.folder)),
});
