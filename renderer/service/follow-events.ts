/**
 * Keeps the cache true while the service works: one event stream, from which progress and mount state are
 * taken as they are, and changed tracks make stale exactly the answers they concern.
 *
 * A single change shows at once; changes that keep coming, as during a scan, are gathered for `CALM_MS`.
 */
import type { DuplicateState } from '../../app/model/duplicates.ts';
import type { LibraryEvent } from '../../app/model/events.ts';
import type { JobProgress, RunningSurvey, SurveyName, TaskProgress } from '../../app/model/jobs.ts';
import type { RefusedSaveEntry } from '../../app/model/mount.ts';
import type { VerifyProgress } from '../../app/model/verify.ts';
import type { QueryKey } from '@tanstack/react-query';
import { create } from 'zustand';
import { showToast } from '../messages/toasts.ts';
import { saidMessage, t } from '../words/text.ts';
import { askAgain } from './ask-again.ts';
import { api, queries, service } from './client.ts';
import { endEditProgress, takeEditProgress } from './edit-progress.ts';
import { takeEdited } from './edited-values.ts';
import { takeIdentification } from './identification-state.ts';
import { isShutOut } from './page-access.ts';
import { givePlayerCommand, PAGE_NAME } from './player-commands.ts';
import { concerns } from './staleness.ts';

/** Between an event and the look-ups that follow it, so that events of one change are taken together. */
const GATHER_MS = 40;
/** Between one round of look-ups and the next, while changes keep coming. */
const CALM_MS = 700;
const RETRY_MS = 3000;

/** `shut-out`: the service answers, but does not know this page. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'shut-out';

export const useConnection = create<{ readonly state: Connection }>()(() => ({ state: 'connecting' }));

let changed: Set<number> | null = new Set();
let lastRefresh = 0;
let timer: { readonly id: ReturnType<typeof setTimeout>; readonly due: number } | null = null;

/**
 * Says that tracks changed: by an event, or by a call of this page that has just succeeded.
 * @param when `now` for what a person has just done here and waits to see
 */
export function tracksChanged(ids: readonly number[] | null, when: 'now' | 'calmly' = 'calmly'): void {
  if (ids === null) changed = null;
  else if (changed !== null) for (const id of ids) changed.add(id);
  const soon = Date.now() + GATHER_MS;
  const due = when === 'now' ? soon : Math.max(soon, lastRefresh + CALM_MS);
  if (timer !== null && timer.due <= due) return;
  if (timer !== null) clearTimeout(timer.id);
  timer = { id: setTimeout(refresh, due - Date.now()), due };
}

function refresh(): void {
  const ids = changed;
  changed = new Set();
  timer = null;
  lastRefresh = Date.now();
  askAgain(queries, { predicate: (query) => concerns(query.queryKey, ids) }, takeEdited());
}

/** Connects to the event stream for as long as the page lives. @returns a function that disconnects */
export function followEvents(): () => void {
  let ended = false;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let subscription = connect();

  function connect(): { unsubscribe(): void } {
    return service.events.subscribe(
      { page: PAGE_NAME },
      {
        onStarted: () => connected(),
        onData: (event) => take(event),
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'pending') connected();
          else if (state === 'connecting' && error !== null) void disconnected();
        },
        onError: () => {
          void disconnected();
          if (ended) return;
          retry = setTimeout(() => {
            subscription = connect();
          }, RETRY_MS);
        },
      },
    );
  }

  return () => {
    ended = true;
    if (retry !== null) clearTimeout(retry);
    subscription.unsubscribe();
  };
}

/** Whether the page is told what happens in the library, or is about to be. */
export function isInTouch(state: Connection): boolean {
  return state === 'connecting' || state === 'connected';
}

async function disconnected(): Promise<void> {
  if (isInTouch(useConnection.getState().state)) useConnection.setState({ state: 'lost' });
  const state = (await isShutOut()) ? 'shut-out' : 'lost';
  // Meanwhile the next try may have reached the service.
  if (!isInTouch(useConnection.getState().state)) useConnection.setState({ state });
}

function connected(): void {
  const wasLost = !isInTouch(useConnection.getState().state);
  useConnection.setState({ state: 'connected' });
  if (!wasLost) return;
  endEditProgress();
  askAgain(queries, {});
}

function take(event: LibraryEvent): void {
  switch (event.type) {
    case 'progress':
      takeProgress(event.progress);
      break;
    case 'tasks':
      takeTasks(event.tasks);
      break;
    case 'edit-progress':
      takeEditProgress(event);
      break;
    case 'tracks':
      tracksChanged(event.ids);
      break;
    case 'playlists':
      askAgain(queries, api.playlists.pathFilter());
      askAgain(queries, api.history.list.pathFilter());
      askAgain(queries, api.history.playlists.pathFilter());
      break;
    case 'settings':
      askAgain(queries, api.settings.get.pathFilter());
      askAgain(queries, api.fields.pathFilter());
      askAgain(queries, api.library.watched.pathFilter());
      askAgain(queries, api.identification.progress.pathFilter());
      askAgain(queries, api.submissions.state.pathFilter());
      break;
    case 'submissions':
      askAgain(queries, api.submissions.pathFilter());
      break;
    case 'health-survey':
      takeSurvey(event);
      break;
    case 'duplicates':
      takeDuplicates(event.progress);
      break;
    case 'identification':
      takeIdentification(event.progress);
      break;
    case 'verify':
      takeVerify(event.progress);
      break;
    case 'mount':
      void dropAnswers(api.mount.state.queryKey()).then(() =>
        queries.setQueryData(api.mount.state.queryKey(), event.mount),
      );
      break;
    case 'player':
      givePlayerCommand(event.page, event.command);
      break;
    case 'refused-save':
      askAgain(queries, api.mount.refusedSaves.pathFilter());
      showToast(
        event.save.kept === null
          ? t('{{author}} moved {{path}}, which was not accepted: {{reason}}', refusal(event.save))
          : t('{{author}} saved {{path}}, which was not accepted: {{reason}}', refusal(event.save)),
        { tone: 'problem' },
      );
      break;
    default:
  }
}

function refusal({ author, path, reason, said }: RefusedSaveEntry) {
  return { author, path, reason: saidMessage(reason, said) };
}

/** An answer that is on its way to the page is older than the event that has just come, which is shown in its place. */
function dropAnswers(queryKey: QueryKey): Promise<void> {
  return queries.cancelQueries({ queryKey });
}

/** Findings are looked up again when a survey has ended. */
function takeSurvey({ done, total, isComplete }: LibraryEvent & { type: 'health-survey' }): void {
  queries.setQueryData(api.health.report.queryKey({}), (state) => state && { ...state, done, total, isCurrent: false });
  takeRunning('health', isComplete ? null : { done, total });
  if (isComplete) askAgain(queries, api.health.pathFilter());
}

function takeDuplicates(progress: DuplicateState): void {
  const key = api.duplicates.state.queryKey();
  const before = queries.getQueryData(key);
  void dropAnswers(key).then(() => queries.setQueryData(key, progress));
  const { state, compared, analysed } = progress;
  takeRunning('duplicates', state === 'running' ? { done: compared, total: analysed } : null);
  if (progress.recordings !== before?.recordings || progress.state !== 'running') {
    askAgain(queries, api.duplicates.recordings.pathFilter());
  }
}

/** Activity shows what looks through the library. @param progress null at its end */
function takeRunning(survey: SurveyName, progress: Omit<RunningSurvey, 'survey'> | null): void {
  const key = api.jobs.surveys.queryKey();
  void dropAnswers(key).then(() =>
    queries.setQueryData(
      key,
      (surveys) =>
        surveys && [
          ...surveys.filter((one) => one.survey !== survey),
          ...(progress === null ? [] : [{ survey, ...progress }]),
        ],
    ),
  );
}

function takeVerify(progress: VerifyProgress): void {
  const key = api.verify.progress.queryKey();
  const before = queries.getQueryData(key);
  void dropAnswers(key).then(() => queries.setQueryData(key, progress));
  if (progress.problems !== before?.problems || progress.run !== before.run) {
    askAgain(queries, api.verify.problems.pathFilter());
  }
}

function takeTasks(tasks: readonly TaskProgress[]): void {
  const key = api.jobs.tasks.queryKey();
  void dropAnswers(key).then(() => queries.setQueryData(key, [...tasks]));
}

function takeProgress(progress: JobProgress): void {
  const key = api.jobs.list.queryKey();
  const before = queries.getQueryData(key)?.find((job) => job.job === progress.job);
  queries.setQueryData(key, (jobs = []) => [...jobs.filter((job) => job.job !== progress.job), progress]);
  // A list of all that is on its way may be older than the event. While the job runs, the next event sets it right.
  if (progress.state !== 'running' && queries.isFetching({ queryKey: key }) > 0) askAgain(queries, { queryKey: key });
  const ended = before?.state === 'running' && progress.state !== 'running';
  if (progress.job === 'analysis' && (ended || progress.done !== before?.done)) refreshAwaitedSound(ended);
  if (ended || progress.failed !== (before?.failed ?? 0)) {
    askAgain(queries, api.errors.list.pathFilter());
    askAgain(queries, api.library.summary.pathFilter());
  }
  // The copies of a track are files of other tracks: scans find and lose them, the analysis compares them.
  if (ended && (progress.job === 'scan' || progress.job === 'analysis')) {
    askAgain(queries, api.tracks.get.pathFilter());
  }
}

/** Details that wait for the analysis of their track; similar lists only once the analysis rests. */
function refreshAwaitedSound(ended: boolean): void {
  askAgain(queries, {
    ...api.tracks.get.pathFilter(),
    predicate: (query) => (query.state.data as { readonly analysis?: unknown } | undefined)?.analysis === 'pending',
  });
  if (ended) askAgain(queries, api.tracks.similar.pathFilter());
}
