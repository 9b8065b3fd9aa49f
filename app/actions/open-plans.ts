/**
 * Plans at work in a reading thread: each is opened with its tracks, asked for page after page, and closed. A page is a
 * call of its own, so that other readers of the thread get their turn, and a plan that is not wanted any more costs no
 * more than the page at work.
 */
import type { SortTerm } from '../library/query/rule.ts';
import type { TrackReader } from '../library/track-reader.ts';
import type { ActionStep } from '../model/actions.ts';
import type { Connection } from '../storage/connection.ts';
import { ActionPlan, type PlannedPage } from './plan.ts';
import { toText, type PlannedText } from './planned-text.ts';
import { prepareSteps, type PreparedStep } from './steps.ts';
import { readActionTracks } from './track-pages.ts';

/** Tracks of a page: some 50 ms of work. */
const PAGE = 1000;

/** The tracks to work on, in order: those that a query finds, or some by their ids. */
export type Selection =
  | { readonly query: string; readonly sort: readonly SortTerm[] }
  | { readonly ids: readonly number[] };

export interface OpenedPlan {
  readonly plan: number;
  readonly tracks: number;
  /** Tracks to read in all: more than `tracks` where actions compare tracks. */
  readonly total: number;
}

export interface PlanProgress extends Pick<PlannedPage, 'refused'> {
  readonly planned: PlannedText;
  readonly done: number;
  readonly isComplete: boolean;
}

interface OpenPlan {
  readonly plan: ActionPlan;
  readonly ids: readonly number[];
  /** Where the next page of the pass begins. */
  next: number;
  pass: number;
}

export class OpenPlans {
  readonly #connection: Connection;
  readonly #tracks: TrackReader;
  readonly #open = new Map<number, OpenPlan>();
  #last = 0;

  constructor(connection: Connection, tracks: TrackReader) {
    this.#connection = connection;
    this.#tracks = tracks;
  }

  /** @throws ActionError, QueryError */
  open({ steps, selection }: { readonly steps: readonly ActionStep[]; readonly selection: Selection }): OpenedPlan {
    const prepared = prepareSteps(steps);
    const ids = 'ids' in selection ? [...new Set(selection.ids)] : this.#tracks.ids(selection.query, selection.sort);
    return this.openPrepared(prepared, ids);
  }

  /** @param ids the tracks to work on, in order, each once */
  openPrepared(steps: readonly PreparedStep[], ids: readonly number[]): OpenedPlan {
    const plan = new ActionPlan(steps);
    this.#last += 1;
    this.#open.set(this.#last, { plan, ids, next: 0, pass: 0 });
    return { plan: this.#last, tracks: ids.length, total: ids.length * plan.passes };
  }

  /** Works out the next page. */
  page({ plan: number }: { readonly plan: number }): PlanProgress {
    const open = this.#open.get(number)!;
    const { plan, ids } = open;
    const { changes, refused } = plan.page(readActionTracks(this.#connection, ids.slice(open.next, open.next + PAGE)));
    open.next += PAGE;
    if (open.next >= ids.length) {
      plan.endPass();
      open.pass += 1;
      open.next = 0;
    }
    const done = open.pass * ids.length + open.next;
    return { planned: toText(changes), refused, done, isComplete: open.pass === plan.passes };
  }

  close({ plan }: { readonly plan: number }): void {
    this.#open.delete(plan);
  }
}
