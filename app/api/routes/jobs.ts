/** The jobs of the service. */
import { procedure, router } from '../procedure.ts';

export const jobRoutes = router({
  list: procedure.query(({ ctx }) => [...ctx.service.jobs]),
});
