/**
 * Submits tracks to AcoustID, in batches, in the background. What is to be sent, and what became of it, is in the database,
 * so restarts lose nothing; nothing happens without the keys of an application and of a person.
 *
 * No track is sent twice: it is marked as sent before its request goes out. A request that was certainly not taken
 * (no connection, busy, an error that was answered) puts its tracks back; where no answer came, they stay marked until a
 * person has them sent again.
 */
import type { Clock } from '../../model/clock.ts';
import { MESSAGES, saidBy } from '../../model/messages.ts';
import type {
  QueuedSubmissions,
  SubmissionPage,
  SubmissionPreview,
  SubmissionsState,
  SubmissionState,
} from '../../model/submissions.ts';
import type { IdentificationSettings } from '../source-settings.ts';
import { WebError } from '../web/web-error.ts';
import {
  AcoustidRefusal,
  STATUS_BATCH,
  SUBMISSION_BATCH,
  type AcoustidSubmit,
  type AnsweredSubmission,
  type SubmitOptions,
} from './acoustid-submit.ts';
import type {
  NewSubmission,
  PendingSubmission,
  SubmissionChange,
  SubmissionListRequest,
} from './stored-submissions.ts';
import type { SubmittableTrack, SubmittedSound } from './submitted-sound.ts';

const MINUTE = 60_000;
/** Milliseconds after a failure, then after one more; the last holds for all further ones. */
const PAUSES = [5000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE];
/** Milliseconds until AcoustID is asked what became of a submission, for the first time, then again. */
const CHECKS = [10_000, MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 720 * MINUTE];
/** Milliseconds that a request may take when the service ends. */
const GRACE = 3000;
/** Tracks that are read and queued at once. */
const PAGE = 500;

/** AcoustID's errors about a key: nothing can be sent until a person changes it. */
const KEY_ERRORS: ReadonlySet<number> = new Set([4, 6, 12]);
/** AcoustID's errors about the service, not about what was sent. */
const SERVICE_ERRORS: ReadonlySet<number> = new Set([5, 13, 14]);

const UNANSWERED = MESSAGES['submission-unanswered'];
const NOT_TAKEN = MESSAGES['submission-not-taken'];

/** Tracks by their ids, or those of a query. */
export type SubmittedTracks = { readonly ids: readonly number[] } | { readonly query: string };

export interface TrackSubmissionReads {
  ids(request: { readonly query: string }): Promise<readonly number[]>;
  submittableTracks(tracks: { readonly ids: readonly number[] }): Promise<readonly SubmittableTrack[]>;
  submittedSounds(tracks: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, SubmittedSound>>;
  knownSubmissions(request: { readonly tracks: readonly NewSubmission[] }): Promise<readonly number[]>;
  countSubmissions(): Promise<Readonly<Record<SubmissionState, number>>>;
  submissionPage(request: SubmissionListRequest): Promise<SubmissionPage>;
  waitingSubmissions(page: { readonly limit: number }): Promise<readonly number[]>;
  dueSubmissions(page: { readonly at: number; readonly limit: number }): Promise<readonly PendingSubmission[]>;
  nextSubmissionCheck(): Promise<number | null>;
}

export interface TrackSubmissionWrites {
  queueSubmissions(request: { readonly tracks: readonly NewSubmission[]; readonly at: number }): Promise<number>;
  noteSubmissions(request: { readonly changes: readonly SubmissionChange[]; readonly at: number }): Promise<void>;
  noteUnanswered(request: { readonly reason: string }): Promise<void>;
  retrySubmissions(request: { readonly tracks: readonly number[] | null; readonly at: number }): Promise<number>;
  dropSubmissions(request: { readonly tracks: readonly number[] | null }): Promise<number>;
}

export interface TrackSubmissionParts {
  readonly read: TrackSubmissionReads;
  readonly write: TrackSubmissionWrites;
  readonly acoustid: AcoustidSubmit;
  readonly settings: () => Promise<IdentificationSettings>;
  readonly clock: Clock;
  /** The version of Descant. */
  readonly version: () => Promise<string>;
  /** Called when `state` or `page` say something else. */
  readonly onChange: () => void;
  /** Told of faults of Descant itself. */
  readonly onProblem: (error: Error) => void;
}

type Problem = NonNullable<SubmissionsState['problem']>;
/** What to do after a step: go on, wait so many milliseconds, or end until something changes. */
type Next = 'go-on' | 'end' | { readonly wait: number };

export class TrackSubmissions {
  readonly #parts: TrackSubmissionParts;
  readonly #closing = new AbortController();
  #sleep = new AbortController();
  #running: Promise<void> | null = null;
  #isAsked = false;
  #isFirst = true;
  #isClosed = false;
  #problem: Problem | null = null;
  #nextTry: number | null = null;
  #failures = 0;
  /** Resolves when nothing waits, or nothing can be sent now. */
  #sent = Promise.withResolvers<void>();

  constructor(parts: TrackSubmissionParts) {
    this.#parts = parts;
  }

  async state(): Promise<SubmissionsState> {
    const settings = await this.#parts.settings();
    return {
      counts: await this.#parts.read.countSubmissions(),
      isOn: settings['identify.acoustid-user-key'] !== null && settings['identify.acoustid-key'] !== null,
      isRunning: this.#running !== null,
      problem: this.#problem,
      nextTry: this.#nextTry,
    };
  }

  /**
   * What `add` would do with these tracks, with or without the keys. @param signal ends the look: it takes a second for some
   * ten thousand tracks
   */
  async preview(where: SubmittedTracks, signal?: AbortSignal): Promise<SubmissionPreview> {
    const { read } = this.#parts;
    const sum = { tracks: 0, ready: 0, withRecording: 0, known: 0, withoutSound: 0, withoutName: 0 };
    for await (const { named, left } of this.#pages(where)) {
      signal?.throwIfAborted();
      const known = new Set(await read.knownSubmissions({ tracks: named }));
      const ready = named.filter(({ track }) => !known.has(track));
      sum.tracks += named.length + left.sound + left.name;
      sum.ready += ready.length;
      sum.withRecording += ready.filter(({ hasRecording }) => hasRecording).length;
      sum.known += known.size;
      sum.withoutSound += left.sound;
      sum.withoutName += left.name;
    }
    return sum;
  }

  page(request: SubmissionListRequest): Promise<SubmissionPage> {
    return this.#parts.read.submissionPage(request);
  }

  /**
   * Queues tracks, and begins to send them.
   * @throws WebError NO_KEY without the keys; QueryError for a query with a mistake
   */
  async add(where: SubmittedTracks): Promise<QueuedSubmissions> {
    const { write, settings, clock } = this.#parts;
    requireKeys(await settings());
    const sum = { queued: 0, known: 0, withoutSound: 0, withoutName: 0 };
    for await (const { named, left } of this.#pages(where)) {
      const queued = await write.queueSubmissions({ tracks: named, at: clock.now() });
      sum.queued += queued;
      sum.known += named.length - queued;
      sum.withoutSound += left.sound;
      sum.withoutName += left.name;
    }
    this.#parts.onChange();
    this.wake();
    return sum;
  }

  /** Sends submissions again that were refused or not answered. @param tracks null for all. @returns their number */
  async retry(tracks: readonly number[] | null): Promise<number> {
    const { write, clock } = this.#parts;
    const retried = await write.retrySubmissions({ tracks, at: clock.now() });
    this.#parts.onChange();
    this.wake();
    return retried;
  }

  /** Forgets submissions: see `dropSubmissions`. @returns their number */
  async drop(tracks: readonly number[] | null): Promise<number> {
    const dropped = await this.#parts.write.dropSubmissions({ tracks });
    this.#parts.onChange();
    return dropped;
  }

  /** Something is to be sent, or can be now: a track was queued, a key was set. What paused goes on at once. */
  wake(): void {
    if (this.#isClosed) return;
    this.#isAsked = true;
    this.#problem = null;
    this.#failures = 0;
    this.#sleep.abort();
    const before = this.#sent;
    this.#sent = Promise.withResolvers();
    void this.#sent.promise.then(before.resolve);
    if (this.#running !== null) return;
    this.#running = this.#run()
      .catch((error: Error) => {
        this.#isAsked = false;
        if (!this.#isClosed) this.#parts.onProblem(error);
      })
      .finally(() => {
        this.#running = null;
        this.#nextTry = null;
        // Whoever asked while it ended was not heard.
        if (this.#isAsked && !this.#isClosed) this.wake();
        else this.#sent.resolve();
      });
  }

  /** Resolves when nothing waits to be sent, or nothing can be sent now. */
  async sent(): Promise<void> {
    if (this.#running !== null) await this.#sent.promise;
  }

  /** A request that is under way may end, so that its answer is known. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#sleep.abort();
    const late = setTimeout(() => this.#closing.abort(new Error('the service ends')), GRACE);
    await this.#running;
    clearTimeout(late);
    this.#closing.abort();
  }

  /** Tracks page by page: those that can be submitted, and how many of the others lack what. @throws QueryError */
  async *#pages(where: SubmittedTracks) {
    const { read } = this.#parts;
    const ids = 'ids' in where ? where.ids : await read.ids({ query: where.query });
    for (let at = 0; at < ids.length; at += PAGE) {
      const tracks = await read.submittableTracks({ ids: ids.slice(at, at + PAGE) });
      const lacking = (what: 'sound' | 'name'): number =>
        tracks.filter((track) => 'lacks' in track && track.lacks === what).length;
      yield {
        named: tracks.filter((track) => 'digest' in track),
        left: { sound: lacking('sound'), name: lacking('name') },
      };
    }
  }

  async #run(): Promise<void> {
    const { clock, write } = this.#parts;
    if (this.#isFirst) await write.noteUnanswered({ reason: UNANSWERED });
    this.#isFirst = false;
    while (!this.#isClosed) {
      this.#isAsked = false;
      const next = await this.#step();
      if (next === 'go-on' || this.#isAsked) continue;
      this.#sent.resolve();
      if (next === 'end') return;
      if (this.#isClosed) return;
      this.#sleep = new AbortController();
      this.#nextTry = clock.now() + next.wait;
      await clock.sleep(next.wait, this.#sleep.signal).catch(() => {});
      this.#nextTry = null;
    }
  }

  async #step(): Promise<Next> {
    const { read, settings, clock, version } = this.#parts;
    const waiting = await read.waitingSubmissions({ limit: SUBMISSION_BATCH });
    const next = await read.nextSubmissionCheck();
    if (waiting.length === 0 && next === null) return 'end';
    let options: SubmitOptions;
    try {
      options = { ...requireKeys(await settings()), version: await version() };
    } catch (error) {
      return this.#failed(error as WebError);
    }
    try {
      if (waiting.length > 0) await this.#send(waiting, options);
      else if (next! <= clock.now()) await this.#check(options);
      else return { wait: next! - clock.now() };
      this.#failures = 0;
      this.#problem = null;
      return 'go-on';
    } catch (error) {
      if (error instanceof WebError || error instanceof AcoustidRefusal) return this.#failed(error);
      throw error;
    }
  }

  #failed(error: WebError | AcoustidRefusal): Next {
    const code = error instanceof WebError ? error.code : 'REFUSED';
    this.#problem = { code, message: error.message, said: saidBy(error.message) };
    this.#parts.onChange();
    const isOfKeys =
      error instanceof AcoustidRefusal ? KEY_ERRORS.has(error.number) : ['NO_KEY', 'REFUSED'].includes(error.code);
    if (isOfKeys) return 'end';
    const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)]!;
    return { wait: Math.max(pause, error instanceof WebError ? (error.after ?? 0) : 0) };
  }

  /** Sends a batch; where one track spoils it, that one is found by halves. @throws WebError, AcoustidRefusal */
  async #send(tracks: readonly number[], options: SubmitOptions): Promise<void> {
    const { read, acoustid } = this.#parts;
    const sounds = await read.submittedSounds({ ids: tracks });
    const gone = tracks.filter((track) => !sounds.has(track));
    await this.#note(gone.map((track) => ({ track, state: 'refused', reason: MESSAGES['submission-no-sound'] })));
    const asked = tracks.filter((track) => sounds.has(track));
    if (asked.length === 0) return;
    await this.#note(asked.map((track) => ({ track, state: 'sent' })));
    let answers: ReadonlyMap<number, AnsweredSubmission>;
    try {
      const list = asked.map((track) => sounds.get(track)!);
      answers = await acoustid.submit(list, options, this.#closing.signal);
    } catch (error) {
      if (error instanceof AcoustidRefusal && !KEY_ERRORS.has(error.number) && !SERVICE_ERRORS.has(error.number)) {
        await this.#sendApart(asked, options, error);
        return;
      }
      const isKnown = error instanceof AcoustidRefusal || (error instanceof WebError && wasNotTaken(error));
      await this.#note(
        asked.map((track) => (isKnown ? { track, state: 'waiting' } : { track, state: 'sent', reason: UNANSWERED })),
      );
      throw error;
    }
    await this.#note(
      asked.map((track, place) => {
        const told = answers.get(place);
        if (told === undefined) return { track, state: 'refused', reason: NOT_TAKEN };
        return this.#changeOf(track, told, 0);
      }),
    );
  }

  async #sendApart(tracks: readonly number[], options: SubmitOptions, refusal: AcoustidRefusal): Promise<void> {
    if (tracks.length === 1) {
      await this.#note([{ track: tracks[0]!, state: 'refused', reason: refusal.message }]);
      return;
    }
    const half = tracks.length >> 1;
    await this.#note(tracks.slice(half).map((track) => ({ track, state: 'waiting' })));
    await this.#send(tracks.slice(0, half), options);
    await this.#send(tracks.slice(half), options);
  }

  /** Asks what has become of submissions that are pending. @throws WebError, AcoustidRefusal */
  async #check(options: SubmitOptions): Promise<void> {
    const { read, acoustid, clock } = this.#parts;
    const due = await read.dueSubmissions({ at: clock.now(), limit: STATUS_BATCH });
    const states = await acoustid.states(
      due.map(({ remoteId }) => remoteId),
      options,
      this.#closing.signal,
    );
    await this.#note(
      due.map(({ track, remoteId, checks }) =>
        this.#changeOf(track, states.get(remoteId) ?? { id: remoteId, status: 'pending' }, checks + 1),
      ),
    );
  }

  #changeOf(track: number, { id, status, result }: AnsweredSubmission, checks: number): SubmissionChange {
    if (status === 'imported' && result) return { track, state: 'imported', remoteId: id, acoustid: result.id };
    if (status === 'error' || status === 'failed') return { track, state: 'refused', remoteId: id, reason: NOT_TAKEN };
    const pause = CHECKS[Math.min(checks, CHECKS.length - 1)]!;
    return { track, state: 'pending', remoteId: id, nextCheck: this.#parts.clock.now() + pause };
  }

  async #note(changes: readonly SubmissionChange[]): Promise<void> {
    if (changes.length === 0) return;
    await this.#parts.write.noteSubmissions({ changes, at: this.#parts.clock.now() });
    this.#parts.onChange();
  }
}

/** @throws WebError NO_KEY */
function requireKeys(settings: IdentificationSettings): Omit<SubmitOptions, 'version'> {
  const { 'identify.acoustid-key': client, 'identify.acoustid-user-key': user } = settings;
  if (user === null) {
    throw new WebError('NO_KEY', MESSAGES['submission-no-user-key']);
  }
  if (client === null) {
    throw new WebError('NO_KEY', MESSAGES['submission-no-key']);
  }
  return { url: settings['identify.acoustid-url'].replace(/\/+$/, ''), client, user };
}

/** Whether AcoustID certainly has nothing of a request: there was no connection, or an error was answered. */
function wasNotTaken({ code, status }: WebError): boolean {
  return code === 'OFFLINE' || status !== null;
}
