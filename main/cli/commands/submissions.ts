/**
 * `descant submissions [list | send | retry [TRACK…] | drop [TRACK…]]`: what of the library is submitted to AcoustID, and what
 * became of it.
 */
import { SUBMISSION_STATES, type SubmissionRow, type SubmissionState } from '../../../app/model/submissions.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { interruptible } from '../long-work.ts';
import { countOf, formatTime, printJson, printLines, table } from '../output.ts';
import { chooseAction, type SubCommand } from '../sub-command.ts';
import { codeOf, stateLines, untilSent } from '../submit-tracks.ts';

/** Submissions of one request. */
const PAGE = 1000;

interface Asked {
  readonly api: Api;
  readonly tracks: readonly number[] | null;
  readonly state: SubmissionState | null;
  readonly limit: number;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

interface SubmissionAction extends SubCommand<'state' | 'limit'> {
  run(asked: Asked): Promise<number>;
}

const ofTracks = { takes: 'ids of tracks', least: 0, most: Infinity, options: [] } as const;
const ACTIONS: Readonly<Record<string, SubmissionAction>> = {
  list: { takes: 'nothing', least: 0, most: 0, options: ['state', 'limit'], run: list },
  send: { takes: 'nothing', least: 0, most: 0, options: [], run: send },
  retry: { ...ofTracks, run: retry },
  drop: { ...ofTracks, run: drop },
};

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { state: { type: 'string' }, limit: { type: 'string' } });
  const { action, words } = chooseAction('submissions', ACTIONS, positionals, values, 'list');
  const state = SUBMISSION_STATES.find((one) => one === values.state) ?? null;
  if (values.state !== undefined && state === null) {
    throw new UsageError(`--state takes ${SUBMISSION_STATES.join(', ')}, not "${values.state}"`);
  }
  const limit = values.limit === undefined ? 100 : readNumber('--limit', values.limit, 1, 1_000_000);
  const tracks = words.length === 0 ? null : words.map((word) => readNumber('a track', word, 1));
  return withLibrary(values.library, ({ api }) =>
    interruptible((signal) => action.run({ api, tracks, state, limit, json: values.json, signal })),
  );
}

async function list({ api, state, limit, json }: Asked): Promise<number> {
  const rows: SubmissionRow[] = [];
  let total = 0;
  do {
    const page = await api.submissions.list.query({
      state,
      offset: rows.length,
      limit: Math.min(PAGE, limit - rows.length),
    });
    ({ total } = page);
    rows.push(...page.rows);
    if (page.rows.length === 0) break;
  } while (rows.length < Math.min(limit, total));
  const told = await api.submissions.state.query();
  if (json) {
    printJson({ ...told, total, submissions: rows });
    return 0;
  }
  printLines([
    ...table(
      rows.map((row) => [
        String(row.track),
        row.state,
        [row.artist, row.title].filter(Boolean).join(' – '),
        row.acoustid ?? row.reason ?? formatTime(row.changedAt),
      ]),
    ),
    ...(total > rows.length ? [`… and ${total - rows.length} more; --limit shows more`] : []),
    ...stateLines(told),
  ]);
  return 0;
}

async function send({ api, json, signal }: Asked): Promise<number> {
  await api.submissions.send.mutate();
  return tell(await untilSent(api, signal), null, json);
}

async function retry({ api, tracks, json, signal }: Asked): Promise<number> {
  const retried = await api.submissions.retry.mutate({ tracks: tracks === null ? null : [...tracks] });
  return tell(await untilSent(api, signal), { retried }, json);
}

async function drop({ api, tracks, json }: Asked): Promise<number> {
  const dropped = await api.submissions.drop.mutate({ tracks: tracks === null ? null : [...tracks] });
  return tell(await api.submissions.state.query(), { dropped }, json);
}

function tell(
  state: Awaited<ReturnType<typeof untilSent>>,
  done: { readonly retried: number } | { readonly dropped: number } | null,
  json: boolean,
): number {
  if (json) printJson({ ...done, ...state });
  else {
    const words =
      done === null
        ? []
        : 'retried' in done
          ? [`${countOf(done.retried, 'submission')} queued again`]
          : [`${countOf(done.dropped, 'submission')} forgotten`];
    printLines([...words, ...stateLines(state)]);
  }
  return codeOf(state);
}
