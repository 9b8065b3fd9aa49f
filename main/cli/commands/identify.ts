/**
 * `descant identify`: finds which releases tracks are, and shows what their tags would become. Nothing changes before
 * somebody accepts it.
 */
import type {
  AcceptedProposals,
  IdentificationBand,
  IdentificationProgress,
  ProposalDetail,
  ProposalPage,
  ProposalRow,
} from '../../../app/model/identification.ts';
import { PROPOSAL_STATES, type ProposalState } from '../../../app/model/identification.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { finishedQuery } from '../finished-query.ts';
import { acceptedLines, detailLines, offLines, proposalRows, runLines } from '../identify-lines.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, printJson, printLines } from '../output.ts';
import { submitTracks } from '../submit-tracks.ts';

const POLL_MS = 500;
/** Proposals that people see without `--limit`. */
const SHOWN = 50;
const MOST_LISTED = 1000;
/** Proposals of a run that are shown field by field. */
const IN_DETAIL = 3;

const ACCEPTED_BANDS: Readonly<Record<string, readonly IdentificationBand[]>> = {
  certain: ['certain'],
  all: ['certain', 'likely', 'ambiguous'],
};

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    release: { type: 'string' },
    accept: { type: 'string' },
    skip: { type: 'string' },
    never: { type: 'string' },
    reopen: { type: 'string' },
    show: { type: 'string' },
    state: { type: 'string' },
    limit: { type: 'string' },
    submit: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  });
  const { json } = values;
  const limit = values.limit === undefined ? SHOWN : readNumber('--limit', values.limit, 1, MOST_LISTED);
  const state = stateOf(values.state);
  const decisions = (['skip', 'never', 'reopen', 'show'] as const).filter((name) => values[name] !== undefined);
  const isRun = positionals.length > 0;
  if (decisions.length > 1 || (decisions.length > 0 && (isRun || values.accept !== undefined))) {
    throw new UsageError(
      '--accept, --skip, --never, --reopen and --show are used one at a time, the last four without a query',
    );
  }
  if (values.submit) {
    const others = [values.accept, values.release, values.state, ...decisions].some((other) => other !== undefined);
    if (!isRun || others || values['dry-run']) throw new UsageError('--submit needs a query, and no other option');
    return withLibrary(values.library, ({ api }) =>
      interruptible((signal) => submitTracks(api, finishedQuery(positionals), signal, json)),
    );
  }
  if (values.accept !== undefined) acceptedOf(values.accept);
  const [decision] = decisions;
  const release = values.release ?? null;
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      if (decision === 'show') return show(api, numberOf('show', values.show!), release, json);
      if (decision !== undefined) return decide(api, decision, numberOf(decision, values[decision]!), json);
      const found = isRun ? await identify(api, finishedQuery(positionals), release, signal) : null;
      if (values.accept !== undefined && !values['dry-run']) {
        return accept(api, values.accept, isRun ? null : release, found, json);
      }
      if (found !== null) return printRun(api, found, limit, json);
      return printList(api, state, limit, json);
    }),
  );
}

function stateOf(asked: string | undefined): ProposalState {
  const state = PROPOSAL_STATES.find((one) => one === (asked ?? 'open'));
  if (state) return state;
  throw new UsageError(`--state takes ${PROPOSAL_STATES.join(', ')}, not "${asked}"`);
}

function numberOf(name: string, text: string): number {
  return readNumber(`--${name}`, text, 1);
}

/** The bands, or the number of a proposal. @throws UsageError */
function acceptedOf(asked: string): readonly IdentificationBand[] | number {
  const bands = ACCEPTED_BANDS[asked];
  if (bands) return bands;
  if (/^\d+$/.test(asked)) return numberOf('accept', asked);
  throw new UsageError(`--accept takes certain, all or the number of a proposal, not "${asked}"`);
}

async function identify(
  api: Api,
  query: string,
  release: string | null,
  signal: AbortSignal,
): Promise<IdentificationProgress> {
  await api.identification.start.mutate({ where: { query }, release });
  const cancel = (): void => void api.identification.cancel.mutate().catch(() => {});
  signal.addEventListener('abort', cancel);
  for (;;) {
    const progress = await api.identification.wait.mutate({ milliseconds: POLL_MS });
    if (progress.state === 'running') {
      showProgress(`identify: ${progress.done} of ${countOf(progress.total, 'track')}`);
      continue;
    }
    showProgress('');
    if (progress.state === 'cancelled') {
      throw new CancelledError(
        `the identification was cancelled after ${progress.done} of ${countOf(progress.total, 'track')}; descant identify lists what was found`,
      );
    }
    if (progress.state === 'failed') {
      throw Object.assign(new Error(progress.message ?? 'the identification failed'), { code: progress.code });
    }
    return progress;
  }
}

async function pageOf(api: Api, progress: IdentificationProgress): Promise<readonly ProposalRow[]> {
  const rows: ProposalRow[] = [];
  const ids = [...progress.proposals];
  for (let offset = 0; offset < ids.length; offset += MOST_LISTED) {
    const page: ProposalPage = await api.identification.list.query({ ids, offset, limit: MOST_LISTED });
    rows.push(...page.rows);
  }
  return rows;
}

/** Fails where an album has no release. */
async function printRun(api: Api, progress: IdentificationProgress, limit: number, json: boolean): Promise<number> {
  const rows = await pageOf(api, progress);
  const shown = json || rows.length <= IN_DETAIL ? rows : [];
  const details: ProposalDetail[] = [];
  for (const { id } of shown) details.push(await api.identification.get.query({ id }));
  if (json) printJson({ run: progress, proposals: details });
  else {
    if (details.length > 0) printLines(details.flatMap((detail) => detailLines({ ...detail, problems: [] })));
    else printLines(proposalRows(rows.slice(0, limit)));
    if (rows.length > limit) printLines([`… and ${rows.length - limit} more; --limit shows more`]);
    printLines(runLines(progress));
    if (rows.some(({ score }) => score !== null)) {
      printLines([
        'Nothing was changed: descant identify --accept certain, --accept all or --accept NUMBER changes the tags.',
      ]);
    }
  }
  return progress.found.none > 0 ? 1 : 0;
}

async function printList(api: Api, state: ProposalState, limit: number, json: boolean): Promise<number> {
  const page = await api.identification.list.query({ state, limit });
  if (json) printJson(page);
  else if (page.total === 0) {
    const { sources } = await api.identification.progress.query();
    printLines([
      state === 'open'
        ? 'no proposals are open; descant identify QUERY looks for the releases of tracks'
        : `no proposals are ${state === 'never' ? 'never identified' : state}`,
      ...(state === 'open' ? offLines(sources) : []),
    ]);
  } else {
    printLines(proposalRows(page.rows));
    if (page.total > page.rows.length) printLines([`… and ${page.total - page.rows.length} more; --limit shows more`]);
  }
  return 0;
}

async function show(api: Api, id: number, release: string | null, json: boolean): Promise<number> {
  const detail = await api.identification.get.query({ id, release });
  if (json) printJson(detail);
  else printLines(detailLines(detail));
  return 0;
}

async function decide(api: Api, decision: 'skip' | 'never' | 'reopen', id: number, json: boolean): Promise<number> {
  const state = { skip: 'skipped', never: 'never', reopen: 'open' } as const;
  await api.identification.decide.mutate({ ids: [id], state: state[decision] });
  if (json) printJson({ id, state: state[decision] });
  else {
    const words = {
      skip: `proposal ${id} is put aside until its tracks are identified again`,
      never: `the tracks of proposal ${id} are not identified any more; --reopen ${id} takes that back`,
      reopen: `proposal ${id} is open again`,
    };
    printLines([words[decision]]);
  }
  return 0;
}

/** @param found the run whose proposals are meant; null for all that are open */
async function accept(
  api: Api,
  asked: string,
  release: string | null,
  found: IdentificationProgress | null,
  json: boolean,
): Promise<number> {
  const wanted = acceptedOf(asked);
  let accepted: AcceptedProposals | null = null;
  if (typeof wanted === 'number') {
    accepted = await api.identification.accept.mutate({ proposals: [{ id: wanted, release }] });
  } else if (found === null) {
    accepted = await api.identification.accept.mutate({ bands: [...wanted] });
  } else {
    const rows = (await pageOf(api, found)).filter(({ band, score }) => score !== null && wanted.includes(band));
    const proposals = rows.map(({ id }) => ({ id }));
    if (proposals.length > 0) accepted = await api.identification.accept.mutate({ proposals });
  }
  if (json) printJson({ run: found, accepted });
  else {
    if (found !== null) printLines(runLines(found));
    printLines(accepted === null ? ['nothing was accepted'] : acceptedLines(accepted));
  }
  return found !== null && found.found.none > 0 ? 1 : 0;
}
