/** Recognition: which tracks a file is or is a part of, and what two sounds have in common. */
import { z } from '../../model/schema.ts';
import { id, limit, path } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';
import type { SoundSource } from '../../recognition/recognition.ts';

const source = z
  .union([z.object({ id }), z.object({ path })])
  .transform((given): SoundSource => ('id' in given ? given : { path: Buffer.from(given.path) }));

export const recognitionRoutes = router({
  lookup: procedure
    .input(z.object({ path, limit: limit(20, 5) }))
    .query(({ ctx, input, signal }) => ctx.service.recognition.lookup(Buffer.from(input.path), input.limit, signal)),
  /** How much of the library a look-up can find. */
  coverage: procedure.query(({ ctx }) => ctx.service.recognitionCoverage()),
  compare: procedure
    .input(z.object({ first: source, second: source }))
    .query(({ ctx, input, signal }) => ctx.service.recognition.compare(input.first, input.second, signal)),
});
