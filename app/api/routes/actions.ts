/** Actions on tags, and groups of them. */
import { z } from '../../model/schema.ts';
import { describeActions } from '../../actions/action-table.ts';
import { BUILT_IN_GROUPS } from '../../actions/built-in-groups.ts';
import { stepsOf } from '../../actions/steps.ts';
import { actionGroupSchema, actionStepSchema, actionStepsSchema } from '../../library/action-groups.ts';
import type { ActionCatalog, ActionRun } from '../../model/actions.ts';
import { localUser, type LibraryService } from '../../service/service.ts';
import { within } from '../../service/within.ts';
import { id, ids, limit, milliseconds, query, sort } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

const selection = z.union([z.object({ ids }), z.object({ query, sort })]);
/** A name with parameters, or steps that need not be saved. */
const called = z.object({
  name: z.string().min(1).max(100).optional(),
  parameters: actionStepSchema.shape.parameters,
  steps: actionStepsSchema.optional(),
  selection,
  limit: limit(10_000, 200),
});
const changing = called.extend({ expected: z.string().max(100).nullable().default(null) });
const run = z.object({ run: id });

async function start(
  service: LibraryService,
  request: z.output<typeof called>,
  writes: { readonly expected: string | null } | null,
): Promise<ActionRun> {
  const { name, steps: given, parameters, selection, limit } = request;
  const saved = (await service.settings.all())['actions.groups'];
  const steps = given ?? stepsOf(name ?? '', parameters, saved);
  const note = name ?? steps.map(({ action }) => action).join(', then ');
  const batch = writes && { author: localUser(), note };
  return service.actions.start({ steps, selection, limit, batch, expected: writes?.expected ?? null });
}

export const actionRoutes = router({
  list: procedure.query(async ({ ctx }): Promise<ActionCatalog> => ({
    actions: describeActions(),
    builtIn: BUILT_IN_GROUPS,
    saved: (await ctx.service.settings.all())['actions.groups'],
  })),
  /** Starts to work out what an action or a group changes. */
  preview: procedure.input(called).mutation(({ ctx, input }) => start(ctx.service, input, null)),
  /** Starts a run that changes tracks; with the digest of a preview it changes what that has shown, or nothing. */
  run: procedure.input(changing).mutation(({ ctx, input }) => start(ctx.service, input, { expected: input.expected })),
  /** Waits for the end of a run, or until the time is over. */
  wait: procedure.input(run.extend({ milliseconds })).mutation(async ({ ctx: { service }, input }) => {
    await within(service.actions.ended(input.run), input.milliseconds);
    return service.actions.state(input.run);
  }),
  /** Ends a run that has not begun to write. */
  cancel: procedure.input(run).mutation(({ ctx, input }) => ctx.service.actions.cancel(input.run)),
  /** Saves groups, all or none; a group of the same name is replaced. */
  save: procedure
    .input(z.object({ groups: z.array(actionGroupSchema).min(1).max(500) }))
    .mutation(({ ctx, input }) => ctx.service.write.saveActionGroups(input)),
  delete: procedure
    .input(z.object({ name: z.string().max(100) }))
    .mutation(({ ctx, input }) => ctx.service.write.deleteActionGroup(input)),
});
