/** Hashes all of the audio of a file. Runs in a child process: see `pool.ts`. */
import { audioHash } from '../../fuse/formats/audio-hash.ts';
import { LayoutError } from '../../fuse/formats/layout.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import { FileWindow } from '../storage/file-window.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import { AnalysisError } from './analysis.ts';

const window = new FileWindow();

/**
 * @returns `audioHash` of the file; null where its audio cannot be found: no format of the list, or a broken file
 * @throws AnalysisError (`DECODE_FAILED`) for a file that cannot be read
 */
export function hashFile(path: Uint8Array): Uint8Array | null {
  const bytes = Buffer.from(path);
  try {
    window.open(bytes);
    const layout = readLayout(window, extensionOf(bytes.subarray(bytes.lastIndexOf('/') + 1)));
    return layout && audioHash(window, layout);
  } catch (error) {
    if (error instanceof LayoutError) return null;
    throw new AnalysisError('DECODE_FAILED', `It cannot be read: ${(error as Error).message}.`);
  } finally {
    window.close();
  }
}
