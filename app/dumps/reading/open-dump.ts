/**
 * Opens a file of a dump as the stream of bytes of its list, however it is packed: plain, gzip, xz, and each of these
 * inside a tar archive. What it is, is told by its first bytes. xz is unpacked by the program `xz`, in a process of its
 * own with a limit of memory.
 *
 * What is before damage is delivered; then the stream fails with DAMAGED_DUMP.
 */
import { spawn } from 'node:child_process';
import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { DumpError } from '../dump-error.ts';
import { gunzipFile } from './gunzip-file.ts';
import { isTar, tarMember } from './tar-member.ts';
import { whyOf } from '../../model/system-errors.ts';

const READ_BYTES = 256 * 1024;
/** What unpacking xz may take; MusicBrainz' archives need a tenth of it. */
const XZ_MEMORY = '768MiB';
const MOST_ERROR = 500;

export interface OpenDump {
  readonly content: AsyncIterable<Buffer>;
  /** Bytes of the file that were read. */
  position(): number;
}

/**
 * @param list the name that the list has in an archive
 * @throws DumpError NOT_FOUND; its content NO_XZ, DAMAGED_DUMP
 */
export async function openDump(path: string, list: string): Promise<OpenDump> {
  const packing = await packingOf(path);
  const file = createReadStream(path, { highWaterMark: READ_BYTES });
  return { content: contentOf(path, file, packing, list), position: () => file.bytesRead };
}

type Packing = 'gzip' | 'xz' | 'plain';

async function packingOf(path: string): Promise<Packing> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
      const first = buffer.subarray(0, bytesRead).toString('hex');
      return first.startsWith('1f8b') ? 'gzip' : first === 'fd377a585a00' ? 'xz' : 'plain';
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new DumpError('NOT_FOUND', `${path} cannot be read: ${whyOf(error)}`, path);
  }
}

async function* contentOf(
  path: string,
  file: ReadStream,
  packing: Packing,
  list: string,
): AsyncGenerator<Buffer, void> {
  try {
    const unpacked: AsyncIterable<Buffer> =
      packing === 'gzip' ? gunzipFile(path, file) : packing === 'xz' ? unxzipped(path, file) : file;
    const first = await firstBlock(unpacked[Symbol.asyncIterator]());
    yield* isTar(first.bytes) ? tarMember(first.all, list) : first.all;
  } catch (error) {
    if (!(error instanceof DumpError)) throw new DumpError('DAMAGED_DUMP', whyOf(error), path);
    throw new DumpError(error.code, error.message, path);
  } finally {
    file.destroy();
  }
}

async function* unxzipped(path: string, file: ReadStream): AsyncGenerator<Buffer, void> {
  const child = spawn('xz', ['--decompress', '--stdout', `--memlimit-decompress=${XZ_MEMORY}`], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (text: Buffer) => (told = (told + text.toString()).slice(0, MOST_ERROR)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => {});
  // A process that ends before it has read all closes its end: how it ended says why.
  child.stdin.on('error', () => file.destroy());
  file.once('error', () => child.kill());
  file.pipe(child.stdin as Writable);
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    const code = await ended.catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      throw new DumpError(
        'NO_XZ',
        `${path} is packed with xz, and the program xz is not there: install xz-utils, or unpack the file first`,
      );
    });
    if (code !== 0) throw new DumpError('DAMAGED_DUMP', told.trim() || `xz ended with code ${code}`);
  } finally {
    child.kill();
  }
}

const BLOCK = 512;

/** The begin of a stream, and the whole of it. */
async function firstBlock(source: AsyncIterator<Buffer>): Promise<{
  readonly bytes: Buffer;
  readonly all: AsyncIterable<Buffer>;
}> {
  const first: Buffer[] = [];
  let failure: unknown = null;
  for (let size = 0; size < BLOCK;) {
    const next = await source.next().catch((error: unknown) => {
      failure = error;
      return { done: true as const, value: undefined };
    });
    if (next.done) break;
    first.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Buffer, void> {
    try {
      yield* first;
      if (failure !== null) throw failure;
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
    } finally {
      await source.return?.();
    }
  }
  return { bytes: Buffer.concat(first), all: all() };
}
