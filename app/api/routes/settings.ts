/** The settings of the library. */
import { z } from '../../model/schema.ts';
import { TESTED_SERVICES } from '../../model/service-tests.ts';
import { procedure, router } from '../procedure.ts';

export const settingRoutes = router({
  get: procedure.query(({ ctx }) => ctx.service.settings.all()),
  /** What is in force where nothing has been set. */
  usual: procedure.query(({ ctx }) => ctx.service.settings.usual()),
  /** Asks a service once, and says what happened. */
  test: procedure
    .input(z.object({ service: z.enum(TESTED_SERVICES) }))
    .mutation(({ ctx, input }) => ctx.service.serviceTests.test(input.service)),
  /** Without a value the setting's default is in force again. */
  set: procedure
    .input(z.object({ name: z.string().max(100), value: z.json().optional() }))
    .mutation(({ ctx, input }) => ctx.service.settings.write(input)),
});
