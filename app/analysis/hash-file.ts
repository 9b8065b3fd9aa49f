/**
 * Hashes all of the audio of a file. Runs in a child process: see `pool.ts`. Of a format without a reader of its own
 * (WMA, TTA …) the decoder finds the audio.
 */
import { AUDIO_HASH_LENGTH, audioHash } from '../../fuse/formats/audio-hash.ts';
import { LayoutError } from '../../fuse/formats/layout.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import { FileWindow } from '../storage/file-window.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import { DecodeError, type Decoder } from '../audio/decoder.ts';
import { AnalysisError } from './analysis.ts';
import { inWords } from '../model/system-errors.ts';

const window = new FileWindow();

/**
 * @param decoder null for formats with a reader of their own alone
 * @returns `audioHash` of the file, or a hash of its packets; null where its audio cannot be found
 * @throws AnalysisError (`DECODE_FAILED`) for a file that cannot be read
 */
export function hashFile(path: Uint8Array, decoder: Decoder | null): Uint8Array | null {
  const bytes = Buffer.from(path);
  try {
    window.open(bytes);
    const layout = readLayout(window, extensionOf(bytes.subarray(bytes.lastIndexOf('/') + 1)));
    if (layout) return audioHash(window, layout);
    return decoder && hashPackets(decoder, path);
  } catch (error) {
    if (error instanceof LayoutError) return null;
    throw new AnalysisError('DECODE_FAILED', inWords(`It cannot be read: ${(error as Error).message}.`));
  } finally {
    window.close();
  }
}

/** Null for what is no audio. */
function hashPackets(decoder: Decoder, path: Uint8Array): Uint8Array | null {
  try {
    const audio = decoder.open(path);
    try {
      return audio.hash().subarray(0, AUDIO_HASH_LENGTH);
    } finally {
      audio.close();
    }
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
