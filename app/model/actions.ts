/** Actions on tags: what there is, groups of them, and what a run of one changes. */
import type { Said } from './messages.ts';

/** A parameter of an action, as help and forms show it. */
export interface ActionParameter {
  readonly name: string;
  /** What it takes, in words: `field`, `fields`, `text`, `yes or no` … */
  readonly takes: string;
  /** The words that it takes; empty where it takes others as well. */
  readonly choices: readonly string[];
  readonly required: boolean;
  /** What is in force without the parameter, as it would be typed; null where nothing is. */
  readonly usual: string | null;
  readonly help: string;
}

export interface ActionInfo {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly ActionParameter[];
}

/** A value of a parameter as a person or a page gives it. */
export type ParameterValue = string | number | boolean | readonly string[];

/** An action with its parameters. */
export interface ActionStep {
  readonly action: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** Actions that run one after the other as one batch. */
export interface ActionGroup {
  readonly name: string;
  readonly steps: readonly ActionStep[];
}

export interface ActionCatalog {
  readonly actions: readonly ActionInfo[];
  readonly builtIn: readonly ActionGroup[];
  readonly saved: readonly ActionGroup[];
}

export interface FieldChange {
  readonly field: string;
  /** `null`: the field is absent. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
}

export interface ChangedTrack {
  readonly id: number;
  readonly changes: readonly FieldChange[];
}

/** A track that an action could not change as asked, and why. */
export interface RefusedTrack {
  readonly id: number;
  readonly action: string;
  readonly reason: string;
}

/** What a run changes, or would change. */
export interface ActionResult {
  /** Tracks that the query matches. */
  readonly matched: number;
  /** Tracks with changes. */
  readonly tracks: number;
  /** Field → in how many tracks it changes. */
  readonly fields: Readonly<Record<string, number>>;
  /** The first tracks with changes. */
  readonly changes: readonly ChangedTrack[];
  /** How often an action could not change a track as asked. */
  readonly refusals: number;
  /** The first of these. */
  readonly refused: readonly RefusedTrack[];
  /** Stands for all the changes: two equal digests mean equal changes. */
  readonly digest: string;
  /** The batch of the history; null for a preview, and where nothing changed. */
  readonly batch: number | null;
  /** Tracks that something else has changed since the changes were worked out: they are left as they are. */
  readonly stale: readonly number[];
}

export interface ActionRun {
  readonly run: number;
  readonly state: 'planning' | 'writing' | 'done' | 'cancelled' | 'failed';
  /** Tracks, of the part at work. */
  readonly done: number;
  readonly total: number;
  /** In state `done`. */
  readonly result: ActionResult | null;
  /** In state `failed`. */
  readonly error: { readonly code: string; readonly message: string; readonly said?: Said } | null;
}
