/**
 * Compares the originals with what the last scan saw, page by page: their stamps and, on request, their audio, which
 * the processes of the analysis pool decode from beginning to end, and compare with the hash that the analysis has made
 * of it: a disk that loses bits in silence changes no stamp, and most formats have no checksum. Nothing is written.
 */
import type { OriginalProblem, OriginalsPage } from '../model/originals.ts';
import { AnalysisError, type AnalysisPool } from '../analysis/analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import type { AnalysedAudio, OriginalsRequest, PresentOriginal, StampPage } from './original-stamps.ts';
import { pathText } from '../storage/path-bytes.ts';

/** Seconds that have to be missing from the decoded audio for the file to count as damaged. */
const NOTICEABLE_SECONDS = 0.25;

/** Read methods of the database that the check uses. */
export interface VerifyReads {
  compareStamps(request: OriginalsRequest): Promise<StampPage>;
}

/** A page with what a run notes of it besides. */
export interface VerifiedPage extends OriginalsPage {
  readonly bytes: number;
  /** Ids of the tracks that were looked at. */
  readonly tracks: readonly number[];
}

/** A page of originals, as clients get it: see `verifyPage`. */
export async function verifyOriginals(...request: Parameters<typeof verifyPage>): Promise<OriginalsPage> {
  const { bytes: _bytes, tracks: _tracks, ...page } = await verifyPage(...request);
  return page;
}

/**
 * @param deep decodes and hashes the files as well
 * @param signal ends that work: the page is rejected with its reason
 * @throws QueryError
 */
export async function verifyPage(
  read: VerifyReads,
  pool: Pick<AnalysisPool, 'check' | 'hash'>,
  request: OriginalsRequest,
  deep: boolean,
  signal: AbortSignal | undefined,
): Promise<VerifiedPage> {
  const { present, ...page } = await read.compareStamps(request);
  if (!deep) return { ...page, agreed: 0, decoded: 0 };
  // Loaded with the first deep check: the service itself needs no format's reader or writer.
  const { hasExactLength } = await import('../../fuse/formats/formats.ts');
  const checks = await Promise.all(
    present.map(async (original) => {
      try {
        const check = await pool.check(original.path, signal);
        // The checksum covers the whole audio: faults elsewhere in the file do not matter.
        if (check.checksum?.agrees === true) return { problem: null, agreed: true };
        const faults = faultsOf(original, check, hasExactLength(original.codec));
        if ((await compareAudio(original, pool, signal)) === 'differs') faults.push(otherAudio(original.analysed!));
        const problem = faults.length === 0 ? null : problemOf(original, 'damaged', faults.join('; '));
        return { problem, agreed: false };
      } catch (error) {
        if (!(error instanceof AnalysisError) || error.code === 'CANCELLED') throw error;
        return { problem: await undecoded(original, error, pool, signal), agreed: false };
      }
    }),
  );
  const faults = checks.flatMap(({ problem }) => problem ?? []);
  const agreed = checks.filter((check) => check.agreed).length;
  return { ...page, problems: [...page.problems, ...faults], agreed, decoded: checks.length - faults.length - agreed };
}

/** What the decoder has found. */
function faultsOf(
  original: PresentOriginal,
  { checksum, duration, faults, firstFault }: SoundCheck,
  hasExactLength: boolean,
): string[] {
  const parts =
    faults === 0 ? '' : `${faults === 1 ? 'one part' : `${faults} parts`} of it cannot be decoded (${firstFault})`;
  const expected = checksum?.duration ?? (hasExactLength ? original.duration : 0);
  const lost =
    expected - duration > NOTICEABLE_SECONDS
      ? `${(expected - duration).toFixed(1)} of ${expected.toFixed(1)} s of sound are lost`
      : '';
  const differs = checksum ? 'the sound is not the one that its checksum (MD5 in STREAMINFO) was made of' : '';
  return [differs, parts, lost].filter((text) => text !== '');
}

/** How the audio compares with that which was analysed; `unknown` where that was not hashed. */
async function compareAudio(
  { path, analysed }: PresentOriginal,
  pool: Pick<AnalysisPool, 'hash'>,
  signal: AbortSignal | undefined,
): Promise<'same' | 'differs' | 'unknown'> {
  if (analysed === null) return 'unknown';
  const hash = await pool.hash(path, signal);
  return hash !== null && Buffer.compare(hash, analysed.hash) === 0 ? 'same' : 'differs';
}

/** What is wrong with a file that does not decode. Where its audio was analysed and is the same, the fault lies elsewhere. */
async function undecoded(
  original: PresentOriginal,
  error: AnalysisError,
  pool: Pick<AnalysisPool, 'hash'>,
  signal: AbortSignal | undefined,
): Promise<OriginalProblem> {
  if (error.code === 'TIMED_OUT') return problemOf(original, 'unreadable', error.message);
  const isIntact = original.analysed?.hasDecoded === true && (await compareAudio(original, pool, signal)) === 'same';
  if (!isIntact) return problemOf(original, 'damaged', error.message);
  const message = `its audio is what was analysed, but players cannot open it any more: ${error.message}`;
  return problemOf(original, 'broken-tags', `${message} Write its tags anew, or restore it from a backup`);
}

function otherAudio({ at, isRewritten }: AnalysedAudio): string {
  const date = new Date(at).toISOString().slice(0, 10);
  const cause = isRewritten
    ? 'a program has written to the file, or the disk or memory may be failing; unless that was meant, restore it'
    : 'the disk or memory may be failing; restore it';
  return `its audio is not what was analysed on ${date}: ${cause} from a backup`;
}

function problemOf(
  { trackId, path }: PresentOriginal,
  problem: OriginalProblem['problem'],
  message: string,
): OriginalProblem {
  return { trackId, ...pathText(path), problem, message };
}
