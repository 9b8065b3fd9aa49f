/** The parts of the service that know how tracks sound: the analysis, and what follows from its results. */
import { setTimeout } from 'node:timers/promises';
import type { CommonPart } from '../analysis/analysis.ts';
import { AnalysisQueue } from '../analysis/analysis-queue.ts';
import { AnalysisStore } from '../analysis/analysis-store.ts';
import { BackgroundAnalysis } from '../analysis/background-analysis.ts';
import { hearsOtherMix } from '../analysis/hears-other-mix.ts';
import { DuplicateSurvey } from '../duplicates/duplicate-survey.ts';
import { LatestSettled } from '../duplicates/latest-settled.ts';
import type { SoundMatches } from '../model/duplicates.ts';
import { Recognition } from '../recognition/recognition.ts';
import { RecordingUpkeep } from '../recordings/recording-upkeep.ts';
import { SimilarTracks } from '../similarity/similar-tracks.ts';
import { VerifyJob } from '../verify/verify-job.ts';
import { isOfIndex } from './library-index.ts';
import { LikeUpkeep } from './like-upkeep.ts';
import { Rebuild } from './rebuild.ts';
import { RecordingFollower } from './recording-follower.ts';
import type { ServiceBase } from './service-base.ts';

export interface SoundParts {
  readonly settled: LatestSettled;
  readonly similar: SimilarTracks;
  readonly recognition: Recognition;
  readonly duplicates: DuplicateSurvey;
  readonly analysis: BackgroundAnalysis;
  readonly rebuild: Rebuild;
  readonly verify: VerifyJob;
  readonly likes: LikeUpkeep;
  readonly follower: RecordingFollower;
  readonly recordings: RecordingUpkeep;
}

/**
 * @param automatic whether files are analysed in the background
 * @param similarTo ids of the tracks that sound like one
 */
export function soundParts(
  base: ServiceBase,
  automatic: boolean,
  similarTo: (id: number) => Promise<readonly number[]>,
): SoundParts {
  const { read, write, index, documents, vectors, pool, events, settings, warns } = base;
  const follower = new RecordingFollower(
    read,
    write,
    documents.complete,
    warns('edits could not follow their recordings'),
  );
  const likes = new LikeUpkeep(read, write, similarTo, warns('the tracks of like: in playlists were not found'));
  const isOtherMix = (parts: CommonPart, signal?: AbortSignal): Promise<boolean | null> =>
    hearsOtherMix(pool, parts, signal);
  const recordings: RecordingUpkeep = new RecordingUpkeep({
    read,
    write,
    index: documents.complete,
    isOtherMix,
    onProblem: warns('recordings are not up to date'),
    onChange: () => duplicates.outdate(),
  });
  const settled = async (): Promise<void> => {
    await follower.run();
    await likes.run();
  };
  const results = new AnalysisStore(read, write, documents, vectors, settled, () => recordings.wake());
  const analysis = new BackgroundAnalysis({
    queue: new AnalysisQueue(pool, results, (progress) => events.emit({ type: 'progress', progress })),
    automatic,
    reconcile: async () => {
      await results.reconcile();
      recordings.wake();
    },
    retryFailed: () => write.retryFailed(),
    forgetDamaged: (fileIds) => write.forgetDamaged({ fileIds }),
    onProblem: warns('earlier results of the analysis cannot be used'),
  });
  const decisions = new LatestSettled(read);
  const isAway = (error: Error): boolean => documents.isAway && isOfIndex(error);
  const duplicates = new DuplicateSurvey({
    match: (page) => matchSounds(read, recordings, page, isAway),
    settled: () => decisions.get(),
    count: async () => {
      const [analysed, pending] = await Promise.all([read.countAnalysed(), read.countPending()]);
      return { analysed, pending };
    },
    onProgress: (progress) => events.emit({ type: 'duplicates', progress }),
    now: () => performance.now(),
  });
  return {
    settled: decisions,
    follower,
    recordings,
    likes,
    analysis,
    similar: new SimilarTracks(read, vectors, async (...file) => (await pool.analyse(...file)).embedding),
    recognition: new Recognition(read, index, async (...file) => (await pool.analyse(...file)).fingerprint, isOtherMix),
    duplicates,
    rebuild: new Rebuild({
      holdAnalysis: async () => {
        const releases = [await analysis.hold(), await recordings.hold()];
        return () => {
          for (const release of releases) release();
        };
      },
      search: () => write.rebuildSearch(),
      pauseSearch: (isPaused) => write.pauseSearchRebuild({ isPaused }),
      endSearch: (later) => write.endSearchRebuild({ later }),
      index: async (onProgress) => {
        const fingerprints = await documents.rebuild(onProgress);
        await recordings.compareAgain();
        return fingerprints;
      },
      vectors: async () => {
        await vectors.clear();
        return write.analyseAgain();
      },
    }),
    verify: new VerifyJob({
      read,
      write,
      pool,
      usualRate: async () => (await settings.all())['verify.rate'],
      onProgress: (progress) => events.emit({ type: 'verify', progress }),
      now: () => performance.now(),
      sleep: (time, signal) => setTimeout(time, undefined, { signal }),
    }),
  };
}

/**
 * Pairs of tracks that are one recording, of a page of files: they are compared first where they are not yet.
 * @param isAway whether an error says that the index server cannot be asked: what is known is given then
 */
export async function matchSounds(
  read: Pick<ServiceBase['read'], 'fingerprintPage' | 'knownMatches'>,
  recordings: Pick<RecordingUpkeep, 'comparedUpTo'>,
  { after, limit, least }: { after: number; limit: number; least: number },
  isAway: (error: Error) => boolean,
): Promise<SoundMatches> {
  const { files, last } = await read.fingerprintPage({ after, limit });
  if (last === null) return { matches: [], compared: 0, after: null, problem: null };
  let problem: string | null = null;
  try {
    await recordings.comparedUpTo(last);
  } catch (error) {
    if (!isAway(error as Error)) throw error;
    problem = (error as Error).message;
  }
  return { matches: await read.knownMatches({ after, to: last, least }), compared: files, after: last, problem };
}
