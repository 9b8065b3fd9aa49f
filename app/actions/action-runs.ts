/**
 * Runs of actions, each a preview or a change: planned in a reading thread page by page, then written as one batch.
 * Their state can be asked for at any time, and they can be cancelled while they are planned. A batch is written wholly
 * or not at all.
 */
import { createHash } from 'node:crypto';
import type { Author } from '../library/edit-history.ts';
import { NotFoundError } from '../library/not-found.ts';
import type { ActionResult, ActionRun, ActionStep, ChangedTrack, RefusedTrack } from '../model/actions.ts';
import { MESSAGES, type Said } from '../model/messages.ts';
import type { Applied, ApplyRequest } from './apply-plan.ts';
import type { OpenedPlan, PlanProgress, Selection } from './open-plans.ts';
import { fromText, type PlannedText } from './planned-text.ts';
import { prepareSteps } from './steps.ts';

/** Runs whose result is remembered. */
const REMEMBERED = 16;

/** What runs need of the library. */
export interface ActionTools {
  openPlan(request: { readonly steps: readonly ActionStep[]; readonly selection: Selection }): Promise<OpenedPlan>;
  planPage(request: { readonly plan: number }): Promise<PlanProgress>;
  closePlan(request: { readonly plan: number }): Promise<void>;
  apply(request: ApplyRequest): Promise<Applied>;
}

/** How a run goes on when its plan is open. */
export interface RunOptions {
  /** How many changed tracks, and how many refusals, the result lists. */
  readonly limit: number;
  /** Who makes the changes, and as what the history lists them; null for a preview. */
  readonly batch: { readonly author: Author; readonly note: string } | null;
  /** The digest of a preview: nothing is written where the changes would be others. */
  readonly expected: string | null;
}

export interface RunRequest extends RunOptions {
  readonly steps: readonly ActionStep[];
  readonly selection: Selection;
}

/** The tracks have changed since a preview, so that the same actions would change them otherwise. */
export class StalePreviewError extends Error {
  readonly code = 'STALE_PREVIEW';
  constructor() {
    super(MESSAGES.STALE_PREVIEW);
    this.name = 'StalePreviewError';
  }
}

interface Run {
  state: ActionRun;
  isCancelled: boolean;
  readonly ended: Promise<void>;
}

export class ActionRuns {
  readonly #tools: ActionTools;
  readonly #runs = new Map<number, Run>();
  #last = 0;

  constructor(tools: ActionTools) {
    this.#tools = tools;
  }

  /** Starts a run. @throws ActionError for steps that cannot run */
  start({ steps, selection, ...options }: RunRequest): ActionRun {
    prepareSteps(steps);
    return this.begin(() => this.#tools.openPlan({ steps, selection }), options);
  }

  /** Starts a run of a plan that `open` opens; its pages are asked for as those of any other. */
  begin(open: () => Promise<OpenedPlan>, options: RunOptions): ActionRun {
    this.#last += 1;
    const number = this.#last;
    const ended = Promise.withResolvers<void>();
    const run: Run = {
      state: { run: number, state: 'planning', done: 0, total: 0, result: null, error: null },
      isCancelled: false,
      ended: ended.promise,
    };
    this.#runs.set(number, run);
    this.#forgetOldest();
    void this.#work(run, open, options).finally(() => ended.resolve());
    return run.state;
  }

  /** @throws NotFoundError for a run that is not remembered */
  state(number: number): ActionRun {
    return this.#find(number).state;
  }

  /** Resolves when the run has ended, however it has. @throws NotFoundError */
  async ended(number: number): Promise<void> {
    await this.#find(number).ended;
  }

  /** Ends a run that is being planned; it changes nothing then. A run that is being written goes on. @throws NotFoundError */
  async cancel(number: number): Promise<ActionRun> {
    const run = this.#find(number);
    run.isCancelled = true;
    await run.ended;
    return run.state;
  }

  /** Takes the progress of the edit that is being written. */
  wrote(done: number, total: number): void {
    for (const run of this.#runs.values()) {
      if (run.state.state === 'writing') run.state = { ...run.state, done, total };
    }
  }

  /** Cancels what is being planned and waits for what is being written. */
  async close(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((number) => this.cancel(number)));
  }

  #find(number: number): Run {
    const run = this.#runs.get(number);
    if (!run) throw new NotFoundError(`there is no run ${number} of actions`);
    return run;
  }

  #forgetOldest(): void {
    const ended = [...this.#runs].filter(([, { state }]) => state.state !== 'planning' && state.state !== 'writing');
    for (const [number] of ended.slice(0, Math.max(0, this.#runs.size - REMEMBERED))) this.#runs.delete(number);
  }

  async #work(run: Run, open: () => Promise<OpenedPlan>, options: RunOptions): Promise<void> {
    try {
      const collected = await this.#plan(run, open, options);
      if (collected === null) {
        run.state = { ...run.state, state: 'cancelled' };
        return;
      }
      const result = collected.result();
      if (options.expected !== null && options.expected !== result.digest) throw new StalePreviewError();
      const applied = await this.#write(run, collected.pages, result.tracks, options);
      run.state = { ...run.state, state: 'done', result: { ...result, ...applied } };
    } catch (error) {
      const { code = 'INTERNAL', message, said } = error as { code?: string; message: string; said?: Said };
      run.state = { ...run.state, state: 'failed', error: { code, message, ...(said === undefined ? {} : { said }) } };
    }
  }

  /** @returns null when the run was cancelled */
  async #plan(run: Run, open: () => Promise<OpenedPlan>, { limit, batch }: RunOptions): Promise<Collected | null> {
    const { plan, tracks, total } = await open();
    const collected = new Collected(tracks, limit, batch !== null);
    try {
      run.state = { ...run.state, total };
      for (let isComplete = false; !isComplete;) {
        if (run.isCancelled) return null;
        const page = await this.#tools.planPage({ plan });
        collected.add(page);
        run.state = { ...run.state, done: page.done };
        isComplete = page.isComplete;
      }
      return run.isCancelled ? null : collected;
    } finally {
      await this.#tools.closePlan({ plan });
    }
  }

  async #write(run: Run, planned: readonly PlannedText[], tracks: number, { batch }: RunOptions): Promise<Applied> {
    if (batch === null || tracks === 0) return { batch: null, stale: [] };
    run.state = { ...run.state, state: 'writing', done: 0, total: tracks };
    return this.#tools.apply({ planned, ...batch });
  }
}

/** What the pages of a plan come to. */
class Collected {
  /** For the writer; a preview keeps none. */
  readonly pages: PlannedText[] = [];
  readonly #matched: number;
  readonly #limit: number;
  readonly #keepsPages: boolean;
  readonly #fields = new Map<string, number>();
  readonly #hash = createHash('sha256');
  readonly #listed: ChangedTrack[] = [];
  readonly #refused: RefusedTrack[] = [];
  #tracks = 0;
  #refusals = 0;

  /**
   * @param matched how many tracks the plan is for
   * @param limit how many changed tracks, and how many refusals, are listed
   */
  constructor(matched: number, limit: number, keepsPages: boolean) {
    this.#matched = matched;
    this.#limit = limit;
    this.#keepsPages = keepsPages;
  }

  add({ planned, refused }: PlanProgress): void {
    this.#refusals += refused.length;
    this.#refused.push(...refused.slice(0, this.#limit - this.#refused.length));
    if (planned.ids.length === 0) return;
    for (const [field, count] of Object.entries(planned.fields)) {
      this.#fields.set(field, (this.#fields.get(field) ?? 0) + count);
    }
    this.#hash.update(planned.text).update(',');
    const room = this.#limit - this.#listed.length;
    if (room > 0) {
      for (const { id, changes } of fromText(planned).slice(0, room)) this.#listed.push({ id, changes });
    }
    this.#tracks += planned.ids.length;
    if (this.#keepsPages) this.pages.push(planned);
  }

  /** Once, at the end. */
  result(): ActionResult {
    return {
      matched: this.#matched,
      tracks: this.#tracks,
      fields: Object.fromEntries([...this.#fields].sort(([a], [b]) => (a < b ? -1 : 1))),
      changes: this.#listed,
      refusals: this.#refusals,
      refused: this.#refused,
      digest: this.#hash.digest('hex').slice(0, 32),
      batch: null,
      stale: [],
    };
  }
}
