/**
 * What an action is: a name, a description of its parameters, and a pure function from tracks to changes of their
 * fields. Actions know nothing of the database; preview and run use the same function.
 *
 * A prepared action sees every track twice at most, in the order of the selection: first all of them in `survey`, where
 * it has one, then each in `change`. It keeps nothing but what `survey` has told it.
 */
import type { Said } from '../model/messages.ts';
import type { z } from '../model/schema.ts';
import type { FieldChanges } from '../library/planned-edit.ts';
import type { ActionTrack } from './action-track.ts';

/** What an action does to one track: changes, or the reason why it cannot change it. */
export type Outcome = { readonly changes: FieldChanges } | { readonly refused: string };

export interface PreparedAction {
  /** Called with every track before the first is changed. Only for actions that compare tracks with each other. */
  readonly survey?: (track: ActionTrack) => void;
  readonly change: (track: ActionTrack) => Outcome;
}

export interface Action {
  readonly name: string;
  /** One line: what it does. */
  readonly summary: string;
  readonly parameters: z.ZodObject;
  /**
   * @param given parameters as a person or a page gives them
   * @throws z.ZodError for parameters that the description refuses
   * @throws Error with a message for the person, where they do not fit each other
   */
  readonly prepare: (given: unknown) => PreparedAction;
}

/** Parameters of an action that cannot be used, or an action or group that does not exist. */
export class ActionError extends Error {
  readonly code = 'BAD_ACTION';
  /** The sentence for pages, which have it in their own language. */
  readonly said: Said | undefined;
  constructor(message: string, said?: Said) {
    super(message);
    this.said = said;
    this.name = 'ActionError';
  }
}

/** Keeps the types of the parameters between the description and the function. */
export function defineAction<Parameters extends z.ZodObject>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly parameters: Parameters;
  readonly prepare: (parameters: z.output<Parameters>) => PreparedAction;
}): Action {
  const { parameters, prepare } = definition;
  return { ...definition, prepare: (given) => prepare(parameters.parse(given)) };
}

/** Changes nothing. */
export const UNCHANGED: Outcome = { changes: {} };

/** Gives one field these values. */
export function setting(field: string, values: readonly string[] | null): Outcome {
  return { changes: { [field]: values } };
}

/** Changes each value of these fields that the track has. */
export function changingValues(
  track: ActionTrack,
  fields: readonly string[],
  change: (value: string, field: string) => string,
): Outcome {
  const changes: Record<string, readonly string[]> = {};
  for (const field of fields) {
    const values = track.values(field);
    if (values !== null) changes[field] = values.map((value) => change(value, field));
  }
  return { changes };
}
