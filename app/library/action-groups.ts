/**
 * Saved groups of actions, as the setting `actions.groups` keeps them. Whether the actions exist and take these
 * parameters is checked where groups are saved and where they run (`app/actions`): a group that another version of
 * Descant has saved must not be lost.
 */
import { z } from '../model/schema.ts';

const MOST_GROUPS = 500;
const MOST_STEPS = 50;

export const actionStepSchema = z.strictObject({
  action: z.string().min(1).max(100),
  parameters: z
    .record(
      z.string().max(100),
      z.union([z.string().max(100_000), z.number(), z.boolean(), z.array(z.string().max(100_000)).max(1000)]),
    )
    .default({}),
});

export const actionStepsSchema = z.array(actionStepSchema).min(1).max(MOST_STEPS);

export const actionGroupSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  steps: actionStepsSchema,
});

export const actionGroupsSchema = z.array(actionGroupSchema).max(MOST_GROUPS);
