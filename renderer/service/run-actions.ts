/**
 * Runs actions on tracks that a query finds, or on some by their ids: the service works the changes out and writes them
 * as one batch. Its progress is kept here while changes are worked out, when the run can still be cancelled.
 */
import { create } from 'zustand';
import type { ActionResult, ActionRun, ActionStep } from '../../app/model/actions.ts';
import { saidMessage, serviceMessage } from '../words/text.ts';
import { service } from './client.ts';

/** What a run is about: a query's tracks are found by the service, whatever their number. */
export type ActionSelection =
  | { readonly ids: readonly number[] }
  | { readonly query: string; readonly sort: readonly { readonly field: string; readonly descending: boolean }[] };

interface RunRequest {
  readonly steps: readonly ActionStep[];
  readonly selection: ActionSelection;
  /** Changed tracks that the result lists. */
  readonly limit?: number;
  /** The digest of a preview: where the changes would be others, nothing is changed. */
  readonly expected?: string;
}

interface ActionProgress {
  readonly run: number;
  readonly done: number;
  readonly total: number;
}

/** The run whose changes are being worked out; `null` for none. */
export const useActionProgress = create<{ readonly planning: ActionProgress | null }>()(() => ({ planning: null }));

/** Between two looks at a run. */
const LOOK_MS = 500;

/** Changes tracks. @returns `null` where it was cancelled @throws what the service says of a run that failed */
export async function runActions(request: RunRequest): Promise<ActionResult | null> {
  const { run } = await service.actions.run.mutate(asInput(request));
  return changeOf(run);
}

/** Follows a run that changes tracks, with its progress. @returns `null` where it was cancelled */
export async function changeOf(run: number): Promise<ActionResult | null> {
  try {
    return await resultOf(run, true);
  } finally {
    useActionProgress.setState({ planning: null });
  }
}

/** Works out what actions would change. @param signal cancels it @returns `null` where it was cancelled */
export async function previewActions(request: RunRequest, signal: AbortSignal): Promise<ActionResult | null> {
  const { run } = await service.actions.preview.mutate(asInput(request));
  return previewOf(run, signal);
}

/** Follows a run that changes nothing. @param signal cancels it @returns `null` where it was cancelled */
export async function previewOf(run: number, signal: AbortSignal): Promise<ActionResult | null> {
  const cancel = (): void => void cancelRun(run);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  return resultOf(run, false).finally(() => signal.removeEventListener('abort', cancel));
}

/** Ends a run that has not begun to write. */
export async function cancelRun(run: number): Promise<void> {
  await service.actions.cancel.mutate({ run }).catch(() => undefined);
}

async function resultOf(run: number, isShown: boolean): Promise<ActionResult | null> {
  for (;;) {
    const state = await service.actions.wait.mutate({ run, milliseconds: LOOK_MS });
    if (state.state === 'done') return state.result;
    if (state.state === 'cancelled') return null;
    if (state.state === 'failed') throw new Error(state.error === null ? '' : failureWords(state.error));
    const planning = state.state === 'planning' ? { run, done: state.done, total: state.total } : null;
    if (isShown) useActionProgress.setState({ planning });
  }
}

function asInput({ steps, selection, limit = 1, expected }: RunRequest) {
  return {
    steps: steps.map(({ action, parameters }) => ({ action, parameters: copied(parameters) })),
    selection: 'ids' in selection ? { ids: [...selection.ids] } : { query: selection.query, sort: [...selection.sort] },
    limit,
    ...(expected === undefined ? {} : { expected }),
  };
}

function copied(parameters: ActionStep['parameters']): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isList(value) ? [...value] : value]),
  );
}

function isList(value: ActionStep['parameters'][string]): value is readonly string[] {
  return Array.isArray(value);
}

function failureWords({ code, message, said }: NonNullable<ActionRun['error']>): string {
  return said === undefined ? serviceMessage(code, message, {}) : saidMessage(message, said);
}
