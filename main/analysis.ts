/**
 * The program of an analysis child: decodes, analyses and hashes the files that its parent sends, one at a time, until the
 * channel closes. It writes nothing.
 */
import { analyseFile, measureQuality } from '../app/analysis/analyse-file.ts';
import { AnalysisError } from '../app/analysis/analysis.ts';
import type { AnalysisReply, AnalysisRequest } from '../app/analysis/analysis-messages.ts';
import { checkFile } from '../app/analysis/check-file.ts';
import { compareMixes } from '../app/analysis/compare-mixes.ts';
import { hashBytes } from '../app/analysis/hash-bytes.ts';
import { hashFile } from '../app/analysis/hash-file.ts';
import { ffmpegDecoder } from '../app/audio/ffmpeg-decoder.ts';
import { stepBack } from './step-back.ts';

/** Between normal and lowest: playback and the window come first. */
const NICENESS = 10;

stepBack(NICENESS);
process.on('disconnect', () => process.exit());
process.on('message', (request: AnalysisRequest) => {
  process.send?.(reply(request));
});

function reply(request: AnalysisRequest): AnalysisReply {
  try {
    if (request.task === 'mix') return { isOtherMix: compareMixes(ffmpegDecoder, request.parts) };
    const { task, path } = request;
    if (task === 'bytes') return { bytes: hashBytes(path) };
    if (task === 'check') return { check: checkFile(ffmpegDecoder, path) };
    if (task === 'quality') return { quality: measureQuality(ffmpegDecoder, path) };
    if (task === 'hash') return { hash: hashFile(path, ffmpegDecoder) };
    return { analysis: analyseFile(ffmpegDecoder, path) };
  } catch (error) {
    if (error instanceof AnalysisError) return { error: { code: error.code, message: error.message } };
    return {
      error: {
        code: 'CRASHED',
        message: `The analysis failed: ${error instanceof Error ? error.message : String(error)}`,
      },
    };
  }
}
