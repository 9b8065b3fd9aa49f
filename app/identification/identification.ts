/**
 * Identification: finds which releases tracks are, one run at a time, and makes the changes of proposals that somebody
 * accepts. No source touches the network unless its setting is on.
 */
import type {
  AcceptedProposals,
  IdentificationBand,
  IdentificationProgress,
  IdentificationSource,
} from '../model/identification.ts';
import { NotFoundError } from '../library/not-found.ts';
import { MESSAGES } from '../model/messages.ts';
import { IdentificationRun, type Services } from './identify-tracks.ts';
import type { Decision, IdentificationParts } from './identification-parts.ts';
import { SourceProblems } from './problems.ts';
import type { AcceptedProposal } from './proposals/accept-proposals.ts';
import { chosen } from './proposals/chosen.ts';
import { sourcesOf, type IdentificationSettings } from './source-settings.ts';
import { Acoustid } from './sources/acoustid.ts';
import { CoverArt } from './sources/cover-art.ts';
import { MusicBrainz } from './sources/musicbrainz.ts';
import type { ResponseCache } from './web/response-cache.ts';
import type { WebClient } from './web/web-client.ts';

/** Sources that tell of releases. */
const TELLING: ReadonlySet<IdentificationSource> = new Set(['library', 'dumps', 'musicbrainz']);

/** An identification was asked for while one was running. */
export class IdentificationRunningError extends Error {
  readonly code = 'IDENTIFICATION_RUNNING';
  constructor() {
    super(MESSAGES.IDENTIFICATION_RUNNING);
    this.name = 'IdentificationRunningError';
  }
}

/** No source is switched on that could tell anything. */
export class NoSourceError extends Error {
  readonly code = 'NO_SOURCE';
  constructor() {
    super(
      'no source of identification is on: descant config identify.musicbrainz true asks MusicBrainz, descant config identify.library true this library, and descant dumps add FILE reads published data',
    );
    this.name = 'NoSourceError';
  }
}

export interface IdentifyRequest {
  /** Tracks by their ids, or those that a query finds. */
  readonly where: { readonly ids: readonly number[] } | { readonly query: string };
  /** A MusicBrainz release that a person names for all of them; null where nobody does. */
  readonly release: string | null;
}

/** Proposals to accept: these, with a release each where it is not the best one; or all open ones of some bands. */
export type AcceptRequest =
  | { readonly proposals: readonly { readonly id: number; readonly release: string | null }[] }
  | { readonly bands: readonly IdentificationBand[] };

const NOTHING: IdentificationProgress = {
  state: 'idle',
  done: 0,
  total: 0,
  found: { certain: 0, likely: 0, ambiguous: 0, none: 0 },
  proposals: [],
  never: 0,
  problems: [],
  sources: [],
  requests: 0,
  message: null,
  code: null,
};

export class Identification {
  readonly #parts: IdentificationParts;
  readonly #client: WebClient;
  readonly #cache: ResponseCache;
  readonly #services: Services;
  #progress = NOTHING;
  #running: Promise<void> | null = null;
  /** The last run, and the release that a person has named for it. */
  #last: { readonly run: IdentificationRun; readonly ids: readonly number[]; readonly release: string | null } | null =
    null;
  #cancel = new AbortController();
  readonly #closing = new AbortController();

  constructor(parts: IdentificationParts) {
    const { client, cache, clock } = parts;
    this.#parts = parts;
    this.#cache = cache;
    this.#client = client;
    this.#services = {
      acoustid: new Acoustid(this.#client, this.#cache, clock),
      musicBrainz: new MusicBrainz(this.#client),
      coverArt: new CoverArt(this.#client),
    };
  }

  get progress(): IdentificationProgress {
    return this.#progress;
  }

  /** The progress, with the sources that are switched on now. */
  async state(): Promise<IdentificationProgress> {
    return { ...this.#progress, sources: await this.#sources(await this.#parts.settings()) };
  }

  /**
   * Begins a run; its progress tells how it ends.
   * @throws IdentificationRunningError, NoSourceError; QueryError for a query with a mistake
   */
  async start({ where, release }: IdentifyRequest): Promise<IdentificationProgress> {
    const settings = await this.#parts.settings();
    const sources = await this.#sources(settings);
    if (!sources.some((source) => TELLING.has(source))) throw new NoSourceError();
    const { read } = this.#parts;
    const wanted = 'ids' in where ? where.ids : await read.ids({ query: where.query });
    const ids = await read.byPlace({ ids: wanted });
    if (this.#running !== null) throw new IdentificationRunningError();
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    const before = this.#client.requests;
    this.#progress = { ...NOTHING, state: 'running', total: ids.length, sources };
    const run = new IdentificationRun(
      this.#parts,
      this.#services,
      settings,
      sources,
      (step) => this.#tell({ ...step, requests: this.#client.requests - before }),
      signal,
    );
    this.#last = { run, ids, release };
    this.#running = this.#end(() => run.run({ ids, release }), signal).finally(() => (this.#running = null));
    return this.#progress;
  }

  /**
   * Begins a run of the tracks that the last one has not come to, because it failed or was cancelled.
   * @throws NotFoundError where none is left; else as `start`
   */
  async repeat(): Promise<IdentificationProgress> {
    if (this.#running !== null) throw new IdentificationRunningError();
    const { run, ids, release } = this.#last ?? { run: null, ids: [], release: null };
    const left = run?.left ?? ids;
    if (left.length === 0) throw new NotFoundError(MESSAGES.NOTHING_TO_REPEAT);
    return this.start({ where: { ids: left }, release });
  }

  /** Resolves when no run is at work. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Ends the run; the proposals that it has stored stay. Resolves when none is at work. */
  async cancel(): Promise<void> {
    this.#cancel.abort(new Error('cancelled'));
    await this.#running;
  }

  /** Makes the changes of proposals, as one batch for each source. A cover that cannot be had is told as a problem. */
  async accept(request: AcceptRequest): Promise<AcceptedProposals> {
    const { read, write } = this.#parts;
    const asked =
      'proposals' in request
        ? request.proposals
        : (await read.openProposals({ bands: request.bands })).map((id) => ({ id, release: null }));
    const problems = new SourceProblems();
    const accepted: AcceptedProposal[] = [];
    for (const { id, release } of asked) {
      accepted.push({ id, release, cover: await this.#storedCover(id, release, problems) });
    }
    const result = await write.acceptProposals({ accepted });
    this.#parts.onProgress(await this.state());
    return { ...result, problems: problems.list };
  }

  /** Notes what a person has decided about proposals. @throws NotFoundError */
  async decide(decision: Decision): Promise<void> {
    await this.#parts.write.decideProposals(decision);
    this.#parts.onProgress(await this.state());
  }

  /** The bytes of the cover that a proposal would give; null where there is none, or it is out of reach. */
  async coverOf(id: number): Promise<Buffer | null> {
    const { content } = await this.#parts.read.findProposal({ id });
    if (content.cover === null) return null;
    return this.#services.coverArt.picture(content.cover.url, this.#closing.signal).catch(() => null);
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the service ends'));
    await this.cancel();
  }

  async #sources(settings: IdentificationSettings): Promise<readonly IdentificationSource[]> {
    return sourcesOf(settings, settings['identify.dumps'] && (await this.#parts.dumps.isThere()));
  }

  async #end(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await this.#cache.prune(this.#parts.clock.now());
      signal.throwIfAborted();
      await work();
      this.#tell({ state: 'done' });
    } catch (error) {
      const { message, code = 'INTERNAL' } = error as Error & { code?: string };
      this.#tell(signal.aborted ? { state: 'cancelled' } : { state: 'failed', message, code });
    }
  }

  #tell(step: Partial<IdentificationProgress>): void {
    this.#progress = { ...this.#progress, ...step };
    this.#parts.onProgress(this.#progress);
  }

  /** @returns the hash of the cover in the art store; null where none is given */
  async #storedCover(id: number, release: string | null, problems: SourceProblems): Promise<string | null> {
    const { content } = await this.#parts.read.findProposal({ id });
    const candidate = chosen(id, content, release);
    if (candidate === null) return null;
    const settings = await this.#parts.settings();
    const isOn = settings['identify.cover-art'];
    const { signal } = this.#closing;
    const cover =
      candidate === content.candidates[0]
        ? content.cover
        : isOn && candidate.release.source === 'musicbrainz'
          ? await problems.attempt(
              'cover-art',
              () => this.#services.coverArt.front(settings['identify.cover-art-url'], candidate.release, signal),
              null,
            )
          : null;
    if (cover === null) return null;
    const bytes = await problems.attempt('cover-art', () => this.#services.coverArt.picture(cover.url, signal), null);
    return bytes === null ? null : (await this.#parts.storeArt({ bytes }, true)).hash;
  }
}
