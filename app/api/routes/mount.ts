/** The mount: its state, previews, and refused saves. */
import { z } from '../../model/schema.ts';
import { NAME_TARGETS } from '../../model/mount.ts';
import { asOf, id, limit, path } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const start = z
  .object({
    directory: path.optional(),
    template: z.string().min(1).max(2000).optional(),
    asOf,
    force: z.boolean().default(false),
  })
  .prefault({});
const preview = z.object({
  template: z.string().max(10_000),
  query: z.string().max(10_000).default(''),
  names: z.enum(NAME_TARGETS).default('posix'),
  limit: limit(100, 8),
});

export const mountRoutes = router({
  state: procedure.query(({ ctx }) => ctx.service.mount.state),
  /** Answers when the library is mounted or mounting has failed: the state says which. A mount of the past is read-only. A mount that is there goes; see `stop`. */
  start: procedure
    .input(start)
    .mutation(({ ctx, input }) =>
      ctx.service.mount.start(input.directory ?? null, input.template ?? null, input.asOf ?? null, input.force),
    ),
  /** With `force` also while programs use the mount; otherwise the error `BUSY` names them. */
  stop: procedure
    .input(z.object({ force: z.boolean().default(false) }).default({ force: false }))
    .mutation(({ ctx, input }) => ctx.service.mount.stop(input.force)),
  /** Sample paths of a query under a template. Errors: `BAD_TEMPLATE`, `BAD_QUERY`. */
  preview: procedure.input(preview).query(({ ctx, input }) => ctx.service.read.mountPreview(input)),
  /** Where the mount shows tracks; those that it does not show are left out. */
  files: procedure
    .input(z.object({ ids: z.array(id).max(100) }))
    .query(({ ctx, input }) => ctx.service.mountedFiles(input.ids)),
  /** Newest first. */
  refusedSaves: procedure
    .input(z.object({ limit: limit(1000, 100) }).default({ limit: 100 }))
    .query(({ ctx, input }) => ctx.service.read.refusedSaves(input)),
  /** Deletes a refused save and its kept bytes. */
  dismissRefusedSave: procedure
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => ctx.service.write.dismissRefusedSave(input)),
});
