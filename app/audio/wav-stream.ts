/**
 * Audio as WAV for players that cannot read the file itself: ALAC, AIFF, APE, WavPack in a browser.
 *
 * The WAV file is never stored, but its content is fixed: its size is known in advance, and it can be read from any
 * byte, so that players can seek. A child process (`wav-program.ts`) decodes, and waits while the stream is not read.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { readSize, SIZE_BYTES } from './wav-header.ts';

const PROGRAM = fileURLToPath(new URL('wav-program.ts', import.meta.url));

export interface OpenWav {
  /** Bytes of the whole WAV file; null when its length is unknown. */
  readonly size: number | null;
  /**
   * Its bytes from the asked one on. The stream fails when the file cannot be decoded; it ends its child when it is
   * cancelled or the signal aborts. A stream that is not wanted has to be cancelled.
   */
  readonly bytes: ReadableStream<Uint8Array>;
}

/**
 * Opens the WAV file from byte `from` on. The same child tells its size and decodes: what a player waits for before it
 * hears anything is the start of a child.
 * @throws Error when the file cannot be decoded
 */
export async function openWav(path: Uint8Array, signal?: AbortSignal, from = 0): Promise<OpenWav> {
  const child = run(path, from);
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  signal?.addEventListener('abort', kill);
  if (signal?.aborted === true) kill();
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) =>
      code === 0 ? resolve() : reject(new Error(`The file could not be decoded (${by ?? `exit code ${code}`}).`)),
    );
  });
  // It may fail while the stream is not being read.
  ended.catch(() => {}).finally(() => signal?.removeEventListener('abort', kill));
  const chunks = child.stdout[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < SIZE_BYTES) {
    const { value, done } = await chunks.next();
    if (done === true) {
      await ended;
      throw new Error('The file could not be decoded.');
    }
    head = Buffer.concat([head, value as Uint8Array]);
  }
  const size = readSize(head);
  const first = head.subarray(SIZE_BYTES);
  return {
    size,
    bytes: new ReadableStream({
      start(controller) {
        if (first.length > 0) controller.enqueue(first);
      },
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done !== true) {
          controller.enqueue(value as Uint8Array);
          return;
        }
        await ended;
        controller.close();
      },
      cancel: kill,
    }),
  };
}

function run(path: Uint8Array, from: number): ChildProcessByStdio<null, Readable, null> {
  // As hexadecimal digits: an argument is text, a path is bytes.
  const hex = Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString('hex');
  return spawn(process.execPath, [PROGRAM, hex, String(from)], { stdio: ['ignore', 'pipe', 'ignore'] });
}
