/**
 * Checks that the audio of a file decodes completely: see `OpenAudio.check`. Runs in a child process: see `pool.ts`.
 */
import { AnalysisError } from './analysis.ts';
import { DecodeError, type Decoder, type SoundCheck } from '../audio/decoder.ts';

/** Throws `AnalysisError` (`DECODE_FAILED`). */
export function checkFile(decoder: Decoder, path: Uint8Array): SoundCheck {
  try {
    const audio = decoder.open(path);
    try {
      return audio.check();
    } finally {
      audio.close();
    }
  } catch (error) {
    if (error instanceof DecodeError) throw new AnalysisError('DECODE_FAILED', `${error.message}.`);
    throw error;
  }
}
