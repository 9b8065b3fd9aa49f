/** Submits tracks to AcoustID and waits until they are sent: for `descant identify --submit` and `descant submissions`. */
import type { QueuedSubmissions, SubmissionsState } from '../../app/model/submissions.ts';
import type { Api } from './connect.ts';
import { showProgress } from './long-work.ts';
import { countOf, formatTime, printJson, printLines } from './output.ts';

const POLL_MS = 500;

/** Queues the tracks of a query, and tells what became of them. @returns the exit code */
export async function submitTracks(api: Api, query: string, signal: AbortSignal, json: boolean): Promise<number> {
  const queued = await api.submissions.add.mutate({ query });
  const state = await untilSent(api, signal);
  if (json) printJson({ ...queued, ...state });
  else printLines([...queuedLines(queued), ...stateLines(state)]);
  return codeOf(state);
}

/** Waits until nothing waits to be sent, or nothing can be sent now. Ctrl-C ends the wait; what waits stays queued. */
export async function untilSent(api: Api, signal: AbortSignal): Promise<SubmissionsState> {
  for (;;) {
    const { isSettled, ...state } = await api.submissions.wait.mutate({ milliseconds: POLL_MS });
    if (isSettled || signal.aborted) {
      showProgress('');
      return state;
    }
    showProgress(`submissions: ${countOf(state.counts.waiting, 'track')} still to be sent`);
  }
}

/** 1 where something waits that cannot be sent now. */
export function codeOf({ counts, problem }: SubmissionsState): number {
  return problem !== null && counts.waiting > 0 ? 1 : 0;
}

export function queuedLines({ queued, known, withoutSound, withoutName }: QueuedSubmissions): string[] {
  return [
    `${countOf(queued, 'track')} queued`,
    ...(known > 0 ? [`${countOf(known, 'track')} submitted before, and unchanged since`] : []),
    ...(withoutSound > 0
      ? [`${countOf(withoutSound, 'track')} without a fingerprint: descant scan --wait analysis`]
      : []),
    ...(withoutName > 0
      ? [`${countOf(withoutName, 'track')} without a MusicBrainz recording id, and without title and artist`]
      : []),
  ];
}

export function stateLines({ counts, isOn, problem, nextTry }: SubmissionsState): string[] {
  const told = Object.entries(counts).flatMap(([state, count]) => (count > 0 ? [`${count} ${state}`] : []));
  return [
    ...(isOn
      ? []
      : ['Off: descant config identify.acoustid-user-key KEY and identify.acoustid-key KEY switch submissions on']),
    `At AcoustID: ${told.join(', ') || 'nothing submitted'}`,
    ...(problem === null ? [] : [`Not sent now: ${problem.message}`]),
    ...(nextTry === null || problem === null ? [] : [`Asked again at ${formatTime(nextTry)}`]),
  ];
}
