/**
 * Compares the whole library for people who look through its duplicates: page by page in the background, once for all
 * who look. What it has found is kept in memory until tracks are analysed, added or lost; then the next look compares
 * again, after a pause of several times the length of the comparison before, because an analysis changes the library all
 * the time.
 *
 * What was found by an earlier comparison is shown until the one at work has come to its end; the first one shows what it
 * has found so far.
 */
import type { DuplicateState, FoundRecording, RecordingPage, SoundMatches, SoundPair } from '../model/duplicates.ts';
import { pairKey, recordingsOf } from './recordings.ts';
import { unsettled, type SettledTracks } from './settled-tracks.ts';
import { wordsOf } from '../model/system-errors.ts';

/** Files that are compared at once. */
const PAGE = 200;
/** The score from which two tracks count as the same recording: see `compare-fingerprints.ts`. */
const LEAST = 0.75;
/** A pause is so many times as long as the comparison before it. */
const PAUSE = 10;
/** Milliseconds between two reports: each groups all pairs that have been found. */
const TELL_EVERY = 500;

export interface DuplicateTools {
  match(page: { readonly after: number; readonly limit: number; readonly least: number }): Promise<SoundMatches>;
  /** What people have decided about copies. */
  settled(): Promise<SettledTracks>;
  /** Files that can be compared, and those that are still to be analysed. */
  count(): Promise<{ analysed: number; pending: number }>;
  onProgress(state: DuplicateState): void;
  /** Milliseconds. */
  now(): number;
}

interface Known {
  /** Files that could be compared when it began. */
  readonly analysed: number;
  readonly pairs: Map<string, SoundPair>;
  /** Out of so many pairs, without those that were decided up to a version. */
  recordings: { readonly of: number; readonly version: number; readonly list: readonly FoundRecording[] };
}

export class DuplicateSurvey {
  readonly #tools: DuplicateTools;
  /** What is shown: the last complete comparison, or the first one while it is at work. */
  #known: Known | null = null;
  #running: Promise<void> | null = null;
  /** As they were at the last look. */
  #counts = { analysed: 0, pending: 0 };
  #compared = 0;
  #message: string | null = null;
  #problem: string | null = null;
  #settled: SettledTracks = { version: -1, aside: [], apart: [] };
  #pauseEnds = 0;
  #isOutdated = false;
  /** Whether a person has ended the last comparison: none begins before a person asks for it. */
  #isCancelled = false;
  #isClosed = false;

  constructor(tools: DuplicateTools) {
    this.#tools = tools;
  }

  /** What is known; a comparison begins where that is out of date. */
  async state(): Promise<DuplicateState> {
    this.#counts = await this.#tools.count();
    await this.#learnSettled();
    const isOld = this.#known?.analysed !== this.#counts.analysed && this.#tools.now() >= this.#pauseEnds;
    const isHeld = this.#message !== null || this.#isCancelled;
    if ((this.#known === null || isOld || this.#isOutdated) && !isHeld) this.#begin();
    return this.#state();
  }

  /** Compares all tracks anew, unless a comparison is at work. */
  async compare(): Promise<DuplicateState> {
    this.#counts = await this.#tools.count();
    await this.#learnSettled();
    this.#begin();
    return this.#state();
  }

  /** The index can be asked again: what was left out is compared by the next look. */
  goOn(): void {
    if (this.#problem !== null) this.outdate();
  }

  /** People have merged or split recordings: the next look groups them anew. */
  outdate(): void {
    this.#isOutdated = true;
    if (this.#known !== null) this.#tools.onProgress(this.#state());
  }

  async page({ offset, limit }: { readonly offset: number; readonly limit: number }): Promise<RecordingPage> {
    const all = await this.recordings();
    return { total: all.length, offset, recordings: all.slice(offset, offset + limit) };
  }

  /** All recordings that are still to be decided. */
  async recordings(): Promise<readonly FoundRecording[]> {
    await this.#learnSettled();
    return this.#recordings();
  }

  /** How far the comparison at work is; null while none is. */
  get running(): { readonly done: number; readonly total: number } | null {
    return this.#running === null ? null : { done: this.#compared, total: this.#counts.analysed };
  }

  /** Ends the comparison at work with its page; what was known before stays. */
  async cancel(): Promise<void> {
    if (this.#running === null) return;
    this.#isCancelled = true;
    await this.#running;
  }

  /** A comparison at work ends with its page. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  #begin(): void {
    if (this.#running !== null || this.#isClosed) return;
    this.#message = null;
    this.#isOutdated = false;
    this.#isCancelled = false;
    this.#compared = 0;
    this.#running = this.#compare().finally(() => {
      this.#running = null;
      this.#tools.onProgress(this.#state());
    });
  }

  async #compare(): Promise<void> {
    const { match, now, onProgress } = this.#tools;
    const found: Known = {
      analysed: this.#counts.analysed,
      pairs: new Map(),
      recordings: { of: 0, version: 0, list: [] },
    };
    this.#known ??= found;
    const start = now();
    let problem: string | null = null;
    let told = -Infinity;
    try {
      for (let after: number | null = 0; after !== null && !this.#isClosed && !this.#isCancelled;) {
        const page: SoundMatches = await match({ after, limit: PAGE, least: LEAST });
        for (const pair of page.matches) found.pairs.set(pairKey(pair), pair);
        this.#compared += page.compared;
        problem ??= page.problem;
        after = page.after;
        if (after === null || now() - told < TELL_EVERY) continue;
        told = now();
        onProgress(this.#state());
      }
      // The first one is shown as far as it has come.
      if (!this.#isCancelled) this.#known = found;
      this.#problem = problem;
    } catch (error) {
      this.#message = wordsOf(error);
    }
    this.#pauseEnds = now() + PAUSE * (now() - start);
  }

  #state(): DuplicateState {
    const { analysed, pending } = this.#counts;
    const isRunning = this.#running !== null;
    return {
      state: isRunning ? 'running' : this.#message === null ? 'done' : 'failed',
      isCurrent:
        !isRunning &&
        this.#message === null &&
        !this.#isCancelled &&
        !this.#isOutdated &&
        this.#known?.analysed === analysed,
      compared: this.#compared,
      analysed,
      pending,
      recordings: this.#recordings().length,
      message: this.#message,
      problem: this.#problem,
    };
  }

  async #learnSettled(): Promise<void> {
    this.#settled = await this.#tools.settled();
  }

  #recordings(): readonly FoundRecording[] {
    const known = this.#known;
    if (known === null) return [];
    const { version } = this.#settled;
    if (known.recordings.of !== known.pairs.size || known.recordings.version !== version) {
      const list = recordingsOf(unsettled(known.pairs.values(), this.#settled));
      known.recordings = { of: known.pairs.size, version, list };
    }
    return known.recordings.list;
  }
}
