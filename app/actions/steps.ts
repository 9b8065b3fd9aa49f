/**
 * From what a person or a page asks for to prepared actions: finds the action or group, lays given parameters over
 * those of a group, and checks all of them.
 */
import { inEnglish, said, type Said } from '../model/messages.ts';
import { issueSaid, joined, quoting, z } from '../model/schema.ts';
import { nearest } from '../library/query/nearest.ts';
import type { ActionGroup, ActionStep, ParameterValue } from '../model/actions.ts';
import { ActionError, type PreparedAction } from './action.ts';
import { ACTIONS, findAction } from './action-table.ts';
import { BUILT_IN_GROUPS } from './built-in-groups.ts';

export interface PreparedStep {
  readonly action: string;
  readonly prepared: PreparedAction;
}

/** Two names of groups are the same if they differ in case, spaces and hyphens alone. */
export function groupKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
}

export function findGroup(groups: readonly ActionGroup[], name: string): ActionGroup | undefined {
  const key = groupKey(name);
  return groups.find((group) => groupKey(group.name) === key);
}

/**
 * The steps that a name stands for: an action, or a group, with parameters for it. A group gives them to each step that
 * takes them.
 * @throws ActionError for an unknown name, and for a parameter that no step takes
 */
export function stepsOf(
  name: string,
  given: Readonly<Record<string, ParameterValue>>,
  saved: readonly ActionGroup[],
): ActionStep[] {
  const group = findGroup(saved, name) ?? findGroup(BUILT_IN_GROUPS, name);
  if (!group) {
    requireAction(
      name,
      [...saved, ...BUILT_IN_GROUPS].map((one) => one.name),
    );
    return [{ action: name.toLowerCase(), parameters: given }];
  }
  const takes = ({ action }: ActionStep, parameter: string): boolean =>
    Object.hasOwn(findAction(action)?.parameters.shape ?? {}, parameter);
  for (const parameter of Object.keys(given)) {
    if (!group.steps.some((step) => takes(step, parameter))) {
      throw new ActionError(`no action of “${group.name}” takes a parameter ${parameter}`);
    }
  }
  return group.steps.map((step) => ({
    action: step.action,
    parameters: {
      ...step.parameters,
      ...Object.fromEntries(Object.entries(given).filter(([parameter]) => takes(step, parameter))),
    },
  }));
}

/** @param groups names of groups, where they would do as well. @throws ActionError */
function requireAction(name: string, groups: readonly string[] = []): void {
  if (findAction(name)) return;
  const names = ACTIONS.map((action) => action.name);
  const near = nearest(name, [...names, ...groups]);
  const hint = near === null ? `the actions are ${names.join(', ')}` : `did you mean ${near}?`;
  throw new ActionError(`there is no action and no group “${name}”; ${hint}`);
}

/** @throws ActionError for an unknown action, and for parameters that it does not take */
export function prepareSteps(steps: readonly ActionStep[]): PreparedStep[] {
  return steps.map(({ action: name, parameters }) => {
    requireAction(name);
    const action = findAction(name)!;
    try {
      return { action: action.name, prepared: action.prepare(parameters) };
    } catch (error) {
      throw refusal(action.name, error, parameters, Object.keys(action.parameters.shape));
    }
  });
}

function refusal(action: string, error: unknown, given: ActionStep['parameters'], known: readonly string[]) {
  if (!(error instanceof z.ZodError)) return new ActionError(`${action}: ${(error as Error).message}`);
  const why = joined(error.issues.map((issue) => reasonOf(issue, given, known)));
  const refused = quoting('refused-rule', { why }, { place: action });
  return new ActionError(inEnglish(refused), refused);
}

function reasonOf(issue: z.core.$ZodIssue, given: ActionStep['parameters'], known: readonly string[]): Said {
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return said('refused-parameters', { names: issue.keys.join(', '), known: known.join(', ') });
  }
  if (place === '') return issueSaid(issue);
  return Object.hasOwn(given, place)
    ? quoting('refused-rule', { why: issueSaid(issue) }, { place })
    : said('refused-missing', { place });
}
