/** The parts of the service that know how tracks sound: the analysis, and what follows from its results. */
import { setTimeout } from 'node:timers/promises';
import { AnalysisQueue } from '../analysis/analysis-queue.ts';
import { AnalysisStore } from '../analysis/analysis-store.ts';
import { BackgroundAnalysis } from '../analysis/background-analysis.ts';
import { DuplicateSurvey } from '../duplicates/duplicate-survey.ts';
import { matchSounds } from '../duplicates/find-duplicates.ts';
import { Recognition } from '../recognition/recognition.ts';
import { SimilarTracks } from '../similarity/similar-tracks.ts';
import { VerifyJob } from '../verify/verify-job.ts';
import { LikeUpkeep } from './like-upkeep.ts';
import { Rebuild } from './rebuild.ts';
import { RecordingFollower } from './recording-follower.ts';
import type { ServiceBase } from './service-base.ts';

export interface SoundParts {
  readonly similar: SimilarTracks;
  readonly recognition: Recognition;
  readonly duplicates: DuplicateSurvey;
  readonly analysis: BackgroundAnalysis;
  readonly rebuild: Rebuild;
  readonly verify: VerifyJob;
  readonly likes: LikeUpkeep;
  readonly follower: RecordingFollower;
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
  const { read, write, index, vectors, pool, events, settings, warns } = base;
  const follower = new RecordingFollower(read, write, index, warns('edits could not follow their recordings'));
  const likes = new LikeUpkeep(read, write, similarTo, warns('the tracks of like: in playlists were not found'));
  const results = new AnalysisStore(read, write, index, vectors, async () => {
    await follower.run();
    await likes.run();
  });
  const analysis = new BackgroundAnalysis({
    queue: new AnalysisQueue(pool, results, (progress) => events.emit({ type: 'progress', progress })),
    automatic,
    reconcile: () => results.reconcile(),
    retryFailed: () => write.retryFailed(),
    onProblem: warns('earlier results of the analysis cannot be used'),
  });
  return {
    follower,
    likes,
    analysis,
    similar: new SimilarTracks(read, vectors, async (path) => (await pool.analyse(path)).embedding),
    recognition: new Recognition(read, index, async (path) => (await pool.analyse(path)).fingerprint),
    duplicates: new DuplicateSurvey({
      match: (page) => matchSounds(read, index, page),
      count: async () => {
        const [analysed, pending] = await Promise.all([read.countAnalysed(), read.countPending()]);
        return { analysed, pending };
      },
      onProgress: (progress) => events.emit({ type: 'duplicates', progress }),
      now: () => performance.now(),
    }),
    rebuild: new Rebuild({
      holdAnalysis: () => analysis.hold(),
      search: () => write.rebuildSearch(),
      endSearch: (later) => write.endSearchRebuild({ later }),
      index: async (onProgress) => {
        await index.clear();
        return results.fillIndex(onProgress);
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
