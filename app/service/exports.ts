/**
 * Exports as a stream, one at a time: a client says what it wants and fetches the text from an address of its own, so
 * that a browser stores it as it comes. Neither the client nor the service holds more than a page of tracks. An export
 * that is cancelled or fails breaks its stream off, so that nobody takes a part of it for the whole.
 */
import { randomBytes } from 'node:crypto';
import { exportFormat, type ExportFormat } from '../library/export-formats.ts';
import type { ExportRequest, ExportSelection } from '../library/export.ts';
import type { BegunExport, ExportPage, ExportProgress, ExportWish } from '../model/export.ts';
import { MESSAGES } from '../model/messages.ts';
import { PauseGate } from '../model/pause-gate.ts';
import { NothingToPauseError, type OnStart } from './tasks.ts';

/** Tracks that are read at once: what they need of memory does not grow with the library. */
const PAGE = 250;

export interface ExportReads {
  countExported(selection: ExportSelection): Promise<number>;
  exportPage(request: ExportRequest): Promise<ExportPage>;
}

/** An export was asked for while another was being fetched. */
export class ExportRunningError extends Error {
  readonly code = 'EXPORT_RUNNING';
  constructor() {
    super(MESSAGES.EXPORT_RUNNING);
    this.name = 'ExportRunningError';
  }
}

/** Thrown into a stream whose export was cancelled. */
class CancelledError extends Error {
  constructor() {
    super('the export was cancelled');
    this.name = 'CancelledError';
  }
}

interface OpenExport {
  readonly ticket: string;
  readonly wish: ExportWish;
  readonly format: ExportFormat;
  readonly cancelled: AbortController;
  readonly gate: PauseGate;
  readonly ended: PromiseWithResolvers<void>;
}

const NOTHING: ExportProgress = { state: 'idle', isPaused: false, done: 0, total: 0, message: null, code: null };

export class Exports {
  readonly #readsAsOf: (at: number | undefined) => ExportReads;
  #open: OpenExport | null = null;
  #progress = NOTHING;
  #onStart: OnStart = () => {};

  /** @param readsAsOf the read methods about a moment, in milliseconds since 1970; about now without one */
  constructor(readsAsOf: (at: number | undefined) => ExportReads) {
    this.#readsAsOf = readsAsOf;
  }

  /** @param listener called when a run begins; replaces the one before */
  onStart(listener: OnStart): void {
    this.#onStart = listener;
  }

  get progress(): ExportProgress {
    return this.#progress;
  }

  /** Prepares an export. One that nobody has fetched is forgotten. @throws ExportRunningError, QueryError */
  async begin(wish: ExportWish): Promise<BegunExport> {
    this.#refuseSecond();
    const total =
      typeof wish.where === 'object' && 'ids' in wish.where
        ? new Set(wish.where.ids).size
        : await this.#readsAsOf(wish.asOf).countExported(selectionOf(wish));
    this.#refuseSecond();
    this.#end('cancelled');
    const ticket = randomBytes(16).toString('hex');
    this.#open = {
      ticket,
      wish,
      format: exportFormat(wish.format, wish.history),
      cancelled: new AbortController(),
      gate: new PauseGate(),
      ended: Promise.withResolvers(),
    };
    this.#progress = { ...NOTHING, state: 'waiting', total };
    return { ticket, total };
  }

  /** What a ticket is for; null where it was fetched before, or is not known. */
  wishOf(ticket: string): ExportWish | null {
    return this.#open?.ticket === ticket && this.#progress.state === 'waiting' ? this.#open.wish : null;
  }

  /** The text, piece by piece, for its one reader. */
  async *stream(ticket: string): AsyncGenerator<string, void, undefined> {
    const open = this.#open;
    if (open?.ticket !== ticket || this.#progress.state !== 'waiting') return;
    const { format, cancelled, gate } = open;
    this.#progress = { ...this.#progress, state: 'running' };
    this.#onStart(() => this.begin(open.wish));
    try {
      yield format.head;
      for await (const { tracks } of this.#pages(open.wish)) {
        await gate.passed();
        cancelled.signal.throwIfAborted();
        yield format.page(tracks, this.#progress.done === 0);
        this.#progress = { ...this.#progress, done: this.#progress.done + tracks.length };
      }
      yield format.foot;
      this.#end('done');
    } catch (error) {
      const { message, code = 'INTERNAL' } = error as Error & { readonly code?: string };
      if (error instanceof CancelledError) this.#end('cancelled');
      else this.#end('failed', { message, code });
      throw error;
    } finally {
      // A reader that has gone away ends the generator here.
      if (this.#open === open) this.#end('cancelled');
    }
  }

  /** Resolves when no export is waited for or fetched. */
  async settled(): Promise<void> {
    await this.#open?.ended.promise;
  }

  /** Lets the export rest between two pages, or go on. @throws NothingToPauseError */
  setPaused(isPaused: boolean): void {
    if (this.#open === null || this.#progress.state !== 'running') throw new NothingToPauseError();
    this.#open.gate.set(isPaused);
    this.#progress = { ...this.#progress, isPaused };
  }

  /** Breaks the export off. */
  cancel(): void {
    if (this.#progress.state === 'waiting') this.#end('cancelled');
    else this.#breakOff();
  }

  /** The reader has gone away: an export that rests would wait for it for ever. */
  left(ticket: string): void {
    if (this.#open?.ticket === ticket) this.#breakOff();
  }

  #breakOff(): void {
    this.#open?.cancelled.abort(new CancelledError());
    this.#open?.gate.resume();
  }

  #refuseSecond(): void {
    if (this.#progress.state === 'running') throw new ExportRunningError();
  }

  #end(state: 'done' | 'cancelled' | 'failed', why: Pick<ExportProgress, 'message' | 'code'> | null = null): void {
    if (this.#open === null) return;
    this.#progress = { ...this.#progress, state, isPaused: false, ...why };
    this.#open.ended.resolve();
    this.#open = null;
  }

  async *#pages(wish: ExportWish): AsyncGenerator<ExportPage> {
    const { exportPage } = this.#readsAsOf(wish.asOf);
    const request = { after: 0, limit: PAGE, history: wish.history };
    if (typeof wish.where === 'object' && 'ids' in wish.where) {
      // A page's own ids are sent with it: those of a large selection would be sent with every page.
      const ids = [...new Set(wish.where.ids)].toSorted((a, b) => a - b);
      for (let at = 0; at < ids.length; at += PAGE) {
        yield await exportPage({ ...request, query: '', ids: ids.slice(at, at + PAGE) });
      }
      return;
    }
    const selection = selectionOf(wish);
    for (let after: number | null = 0; after !== null;) {
      const page: ExportPage = await exportPage({ ...request, ...selection, after });
      yield page;
      after = page.next;
    }
  }
}

function selectionOf({ where }: ExportWish): ExportSelection {
  if (where === 'all') return { query: '' };
  return 'ids' in where ? { query: '', ids: where.ids } : { query: where.query, listed: true };
}
