/**
 * Compares the originals with what the last scan saw, page by page: their stamps and, on request, their audio, which
 * the processes of the analysis pool decode from beginning to end. Nothing is written.
 */
import type { OriginalProblem, OriginalsPage } from '../model/originals.ts';
import { AnalysisError, type AnalysisPool } from '../analysis/analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import type { OriginalsRequest, PresentOriginal, StampPage } from './original-stamps.ts';
import { pathText } from '../storage/path-bytes.ts';

/** Seconds that have to be missing from the decoded audio for the file to count as damaged. */
const NOTICEABLE_SECONDS = 0.25;

/** Read methods of the database that the check uses. */
export interface VerifyReads {
  compareStamps(request: OriginalsRequest): Promise<StampPage>;
}

/**
 * @param deep decodes the files as well
 * @param signal ends the decoding: the page is rejected with its reason
 * @throws QueryError
 */
export async function verifyOriginals(
  read: VerifyReads,
  pool: Pick<AnalysisPool, 'check'>,
  request: OriginalsRequest,
  deep: boolean,
  signal: AbortSignal | undefined,
): Promise<OriginalsPage> {
  const { present, ...page } = await read.compareStamps(request);
  if (!deep) return { ...page, agreed: 0, decoded: 0 };
  // Loaded with the first deep check: the service itself needs no format's reader or writer.
  const { hasExactLength } = await import('../../fuse/formats/formats.ts');
  const checks = await Promise.all(
    present.map(async (original) => {
      try {
        const check = await pool.check(original.path, signal);
        return {
          problem: faultOf(original, check, hasExactLength(original.codec)),
          agreed: check.checksum?.agrees === true,
        };
      } catch (error) {
        if (!(error instanceof AnalysisError) || error.code === 'CANCELLED') throw error;
        return {
          problem: problemOf(original, error.code === 'TIMED_OUT' ? 'unreadable' : 'damaged', error.message),
          agreed: false,
        };
      }
    }),
  );
  const faults = checks.flatMap(({ problem }) => problem ?? []);
  const agreed = checks.filter((check) => check.agreed).length;
  return { ...page, problems: [...page.problems, ...faults], agreed, decoded: checks.length - faults.length - agreed };
}

function faultOf(
  original: PresentOriginal,
  { checksum, duration, faults, firstFault }: SoundCheck,
  hasExactLength: boolean,
): OriginalProblem | null {
  // The checksum covers the whole audio: faults elsewhere in the file do not matter.
  if (checksum?.agrees) return null;
  const parts =
    faults === 0 ? '' : `${faults === 1 ? 'one part' : `${faults} parts`} of it cannot be decoded (${firstFault})`;
  const expected = checksum?.duration ?? (hasExactLength ? original.duration : 0);
  const lost =
    expected - duration > NOTICEABLE_SECONDS
      ? `${(expected - duration).toFixed(1)} of ${expected.toFixed(1)} s of sound are lost`
      : '';
  const differs = checksum ? 'the sound is not the one that its checksum (MD5 in STREAMINFO) was made of' : '';
  const message = [differs, parts, lost].filter((text) => text !== '').join('; ');
  return message === '' ? null : problemOf(original, 'damaged', message);
}

function problemOf(
  { trackId, path }: PresentOriginal,
  problem: OriginalProblem['problem'],
  message: string,
): OriginalProblem {
  return { trackId, ...pathText(path), problem, message };
}
