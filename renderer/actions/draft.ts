/**
 * Actions as they are being put together: texts of their parameters as a form holds them, and the steps that they make.
 * Pure; the service says which actions there are and which parameters each has.
 */
import type { ActionGroup, ActionInfo, ActionParameter, ActionStep } from '../../app/model/actions.ts';

/** An action with the texts of its parameters; a text that is absent is the usual one. */
export interface DraftStep {
  readonly action: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** How a form shows a parameter. */
export type FieldKind = 'choice' | 'flag' | 'field' | 'fields' | 'text';

export function kindOf({ takes, choices }: ActionParameter): FieldKind {
  if (choices.length > 0) return 'choice';
  if (takes === 'yes or no') return 'flag';
  if (takes === 'field') return 'field';
  return takes === 'fields' || takes === 'fields or all' ? 'fields' : 'text';
}

/** The text of a parameter. */
export function textOf({ texts }: DraftStep, { name, usual }: ActionParameter): string {
  return texts[name] ?? usual ?? '';
}

/** The steps that a draft makes; `null` while a parameter is missing that an action cannot do without. */
export function stepsOfDraft(draft: readonly DraftStep[], actions: readonly ActionInfo[]): ActionStep[] | null {
  const steps = draft.map((step) => {
    const parameters = actions.find(({ name }) => name === step.action)?.parameters ?? [];
    const isComplete = parameters.every((parameter) => !parameter.required || textOf(step, parameter) !== '');
    return isComplete ? { action: step.action, parameters: step.texts } : null;
  });
  return steps.every((step) => step !== null) ? steps : null;
}

/** A group as a draft that can be changed. */
export function draftOfGroup({ steps }: ActionGroup): DraftStep[] {
  return steps.map(({ action, parameters }) => ({
    action,
    texts: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asText(value)])),
  }));
}

function asText(value: ActionStep['parameters'][string]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : value.join(',');
}

/** The names in a list with commas. */
export function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The list with a name added, or taken away; `all` stands alone. */
export function withName(text: string, name: string): string {
  const names = namesIn(text);
  if (names.includes(name)) return names.filter((one) => one !== name).join(',');
  return name === 'all' ? name : [...names.filter((one) => one !== 'all'), name].join(',');
}
