/**
 * Unpacks a gzip file up to the very byte at which it is damaged. zlib's streams throw away what a call unpacked before
 * it met damage, up to a chunk. A damaged file is therefore unpacked again, to the damage in smaller and smaller calls:
 * the last ones take a byte each, so that nothing is lost with the one that fails.
 */
import { createReadStream, type ReadStream } from 'node:fs';
import { createGunzip, type Gunzip } from 'node:zlib';
import { DumpError } from '../dump-error.ts';

/** Bytes that a call unpacks at most. */
const CHUNK = 256 * 1024;
/** Bytes that a call takes from the file near the damage, in each run over the file. */
const STEPS = [CHUNK, 512, 1] as const;

/**
 * @param file the whole of the file at `path`
 * @throws DumpError DAMAGED_DUMP behind all that is before the damage; errors of the file system
 */
export async function* gunzipFile(path: string, file: ReadStream): AsyncGenerator<Buffer, void> {
  let given = 0;
  /** Bytes of the file that were unpacked without loss. */
  let taken = 0;
  let damage = '';
  for (const step of STEPS) {
    const input = step === CHUNK ? file : createReadStream(path, { highWaterMark: CHUNK });
    const gunzip = createGunzip({ chunkSize: CHUNK });
    const place = { at: 0 };
    const fed = feed(input, gunzip, { from: taken, step, place });
    let seen = 0;
    try {
      for await (const piece of gunzip as AsyncIterable<Buffer>) {
        // An empty piece lets the reader end the work meanwhile.
        yield piece.subarray(Math.min(piece.length, given - Math.min(given, seen)));
        seen += piece.length;
        given = Math.max(given, seen);
      }
      return;
    } catch (error) {
      if (!isDamage(error)) throw error;
      taken = gunzip.bytesWritten;
      damage = damageAt(place.at, error);
    } finally {
      gunzip.destroy();
      input.destroy();
      await fed;
    }
  }
  throw new DumpError('DAMAGED_DUMP', damage, path);
}

interface Feeding {
  /** Byte of the file from which on a call takes `step` bytes; before it takes what is read at once. */
  readonly from: number;
  readonly step: number;
  /** Of the bytes that are unpacked at the moment. */
  readonly place: { at: number };
}

/** Never rejects: a file that cannot be read ends the unpacking with its error. */
async function feed(file: ReadStream, gunzip: Gunzip, { from, step, place }: Feeding): Promise<void> {
  try {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length;) {
        const size = place.at < from ? Math.min(chunk.length - at, from - place.at) : step;
        const piece = chunk.subarray(at, at + size);
        if (!(await isWritten(gunzip, piece))) return;
        at += piece.length;
        place.at += piece.length;
      }
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error as Error);
  }
}

/** Whether all of the bytes were unpacked; false at damage, and when the unpacking was ended. */
function isWritten(gunzip: Gunzip, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    // At damage the stream closes without an answer to the call.
    const closed = (): void => resolve(false);
    gunzip.once('close', closed);
    gunzip.write(bytes, (error) => {
      gunzip.off('close', closed);
      resolve(!error);
    });
  });
}

function damageAt(at: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR') return `it is cut off after ${at} bytes`;
  return `it is damaged at byte ${at + 1} (${error.message})`;
}

function isDamage(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('Z_');
}
