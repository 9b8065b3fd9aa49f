/**
 * One run of identification: folder by folder it asks the sources, groups the files into albums, finds the release of each
 * and stores a proposal. What is stored stays when the run is cancelled.
 */
import type { IdentificationBand, IdentificationProgress, IdentificationSource } from '../model/identification.ts';
import { ReleaseFinder } from './find-releases.ts';
import type { IdentificationParts } from './identification-parts.ts';
import { clusterFiles } from './matching/cluster-files.ts';
import type { FileFacts, SoundEvidence } from './matching/compared-file.ts';
import type { RankedReleases } from './matching/rank-releases.ts';
import { SourceProblems } from './problems.ts';
import type { NewProposal } from './proposals/stored-proposals.ts';
import { acoustidKey, type IdentificationSettings } from './source-settings.ts';
import { BATCH, type Acoustid, type AskedSound } from './sources/acoustid.ts';
import type { CoverArt, FoundCover } from './sources/cover-art.ts';
import type { HeardSounds } from './sources/heard-sounds.ts';
import type { MusicBrainz } from './sources/musicbrainz.ts';

/** Tracks that are read at once; a folder is never torn apart. */
const PAGE = 400;
/** Tracks of the library that a sound is compared with. */
const MOST_COPIES = 8;
/** A cover takes the place of one whose longer edge is shorter by this factor. */
const CLEARLY_LARGER = 1.2;

export interface RunRequest {
  /** Tracks in the order of their paths. */
  readonly ids: readonly number[];
  /** A MusicBrainz release that a person names for all of them; null where nobody does. */
  readonly release: string | null;
}

export interface Services {
  readonly acoustid: Acoustid;
  readonly musicBrainz: MusicBrainz;
  readonly coverArt: CoverArt;
}

/** What a run tells of itself. */
export type RunStep = Pick<IdentificationProgress, 'done' | 'found' | 'proposals' | 'never' | 'problems'>;

export class IdentificationRun {
  readonly #parts: IdentificationParts;
  readonly #services: Services;
  readonly #settings: IdentificationSettings;
  readonly #sources: ReadonlySet<IdentificationSource>;
  readonly #problems = new SourceProblems();
  readonly #finder: ReleaseFinder;
  readonly #onStep: (step: RunStep) => void;
  readonly #signal: AbortSignal;
  readonly #found: Record<IdentificationBand, number> = { certain: 0, likely: 0, ambiguous: 0, none: 0 };
  readonly #proposals: number[] = [];
  /** Tracks that nothing is known of yet; null before the run begins. */
  #left: Set<number> | null = null;
  #done = 0;
  #never = 0;

  constructor(
    parts: IdentificationParts,
    services: Services,
    settings: IdentificationSettings,
    sources: readonly IdentificationSource[],
    onStep: (step: RunStep) => void,
    signal: AbortSignal,
  ) {
    this.#parts = parts;
    this.#services = services;
    this.#settings = settings;
    this.#sources = new Set(sources);
    const dumps = this.#sources.has('dumps') ? parts.dumps : null;
    this.#finder = new ReleaseFinder(dumps, services.musicBrainz, settings, this.#problems);
    this.#onStep = onStep;
    this.#signal = signal;
  }

  /** Tracks that the run has not come to; null before it has begun. */
  get left(): readonly number[] | null {
    return this.#left === null ? null : [...this.#left];
  }

  async run({ ids, release }: RunRequest): Promise<void> {
    this.#left = new Set(ids);
    let waiting: FileFacts[] = [];
    for (let at = 0; at < ids.length; at += PAGE) {
      waiting.push(...(await this.#page(ids.slice(at, at + PAGE))));
      const isLast = at + PAGE >= ids.length;
      const lastFolder = waiting.at(-1)?.folder;
      // The last folder of a page may go on in the next one.
      const complete = isLast ? waiting : waiting.filter(({ folder }) => folder !== lastFolder);
      waiting = isLast ? [] : waiting.filter(({ folder }) => folder === lastFolder);
      await this.#identify(complete, release);
    }
  }

  /** The files of a page, without those that are not to be identified. */
  async #page(ids: readonly number[]): Promise<readonly FileFacts[]> {
    const never = new Set(await this.#parts.read.neverIdentified({ ids }));
    const files = await this.#parts.read.filesToIdentify({ ids: ids.filter((id) => !never.has(id)) });
    this.#never += never.size;
    const kept = new Set(files.map(({ id }) => id));
    this.#settle(ids.filter((id) => !kept.has(id)));
    return files;
  }

  async #identify(files: readonly FileFacts[], asked: string | null): Promise<void> {
    const evidence = new Map<number, SoundEvidence>();
    const trackCounts = new Map<string, number>();
    if (this.#sources.has('dumps') || this.#sources.has('acoustid')) await this.#hear(files, evidence, trackCounts);
    // Who names a release speaks of one album.
    const clusters = asked === null ? clusterFiles(files, evidence) : files.length > 0 ? [files] : [];
    for (const cluster of clusters) {
      this.#signal.throwIfAborted();
      const copies = this.#sources.has('library')
        ? await this.#copiesOf(cluster)
        : new Map<number, readonly number[]>();
      const known = cluster.flatMap(({ id }): SoundEvidence[] => {
        const heard = evidence.get(id);
        const same = copies.get(id) ?? [];
        if (heard === undefined && same.length === 0) return [];
        return [{ ...(heard ?? { id, recordings: [], releases: [], acoustid: '', score: 0 }), copies: same }];
      });
      await this.#propose(cluster, known, trackCounts, asked);
    }
  }

  /** Asks the dumps for the sounds of files, twenty at once, and AcoustID for those that the dumps do not know. */
  async #hear(
    files: readonly FileFacts[],
    evidence: Map<number, SoundEvidence>,
    trackCounts: Map<string, number>,
  ): Promise<void> {
    const sounds = await this.#parts.read.acoustidSounds({ ids: files.map(({ id }) => id) });
    for (let at = 0; at < sounds.length; at += BATCH) {
      const asked = sounds.slice(at, at + BATCH);
      const note = (heard: HeardSounds | null): void => {
        for (const one of heard?.evidence ?? []) evidence.set(one.id, one);
        for (const [id, count] of heard?.trackCounts ?? []) trackCounts.set(id, count);
      };
      if (this.#sources.has('dumps')) {
        note(await this.#problems.attempt('dumps', () => this.#parts.dumps.lookup(asked, this.#signal), null));
      }
      const unknown = asked.filter(({ id }) => (evidence.get(id)?.releases.length ?? 0) === 0);
      if (this.#sources.has('acoustid') && unknown.length > 0) note(await this.#askAcoustid(unknown));
      this.#tell();
    }
  }

  #askAcoustid(sounds: readonly AskedSound[]): Promise<HeardSounds | null> {
    const ask = () => {
      const options = { url: this.#settings['identify.acoustid-url'], key: acoustidKey(this.#settings) };
      return this.#services.acoustid.lookup(sounds, options, this.#signal);
    };
    return this.#problems.attempt('acoustid', ask, null);
  }

  /** Other tracks of the library that are the same recordings. */
  async #copiesOf(cluster: readonly FileFacts[]): Promise<Map<number, readonly number[]>> {
    const own = new Set(cluster.map(({ id }) => id));
    const copies = new Map<number, readonly number[]>();
    for (const { id } of cluster) {
      this.#signal.throwIfAborted();
      const sound = await this.#parts.read.soundOfTrack({ id });
      if (sound === null) continue;
      // A sound that cannot be recognised has no copies.
      const found = await this.#parts.recognise(sound.items, MOST_COPIES).catch(() => []);
      const same = found
        .filter(({ kind, track }) => kind === 'same' && !own.has(track.id))
        .map(({ track }) => track.id);
      if (same.length > 0) copies.set(id, same);
    }
    return copies;
  }

  async #propose(
    files: readonly FileFacts[],
    evidence: readonly SoundEvidence[],
    trackCounts: ReadonlyMap<string, number>,
    asked: string | null,
  ): Promise<void> {
    const { read, write, clock } = this.#parts;
    const copies = [...new Set(evidence.flatMap((one) => one.copies))];
    const ids = files.map(({ id }) => id);
    const copied = copies.length > 0 ? await read.copiedAlbums({ copies, files: ids }) : [];
    const releases = await this.#finder.find({ files, evidence, copied, trackCounts, asked }, this.#signal);
    const ranked = await read.rankReleases({ files, evidence, releases });
    const proposal: NewProposal = {
      files,
      candidates: ranked.candidates,
      acoustids: Object.fromEntries(evidence.filter((one) => one.acoustid !== '').map((one) => [one.id, one.acoustid])),
      cover: await this.#cover(ranked),
      problems: this.#problems.list,
      band: ranked.band,
      reason: ranked.reason,
    };
    const stored = await write.storeProposals({ proposals: [proposal], at: clock.now() });
    this.#proposals.push(...stored);
    this.#found[ranked.band] += 1;
    this.#settle(ids);
    this.#tell();
  }

  /** The cover of the best release, where the files have none or a smaller one. */
  async #cover({ candidates: [best] }: RankedReleases): Promise<FoundCover | null> {
    if (best === undefined || best.release.source !== 'musicbrainz' || !this.#sources.has('cover-art')) return null;
    const ask = () =>
      this.#services.coverArt.front(this.#settings['identify.cover-art-url'], best.release, this.#signal);
    const found = await this.#problems.attempt('cover-art', ask, null);
    if (found === null) return null;
    const rows = await this.#parts.read.artOfTrack({ id: best.match.pairs[0]!.id });
    const fronts = (rows ?? []).filter(({ type }) => type === 'front' || type === 'other');
    const edge = Math.max(0, ...fronts.map(({ width, height }) => Math.max(width, height)));
    return fronts.length === 0 || Math.max(found.width, found.height) > edge * CLEARLY_LARGER ? found : null;
  }

  #settle(ids: readonly number[]): void {
    this.#done += ids.length;
    for (const id of ids) this.#left?.delete(id);
  }

  #tell(): void {
    this.#onStep({
      done: this.#done,
      found: { ...this.#found },
      proposals: [...this.#proposals],
      never: this.#never,
      problems: [...this.#problems.list],
    });
  }
}
