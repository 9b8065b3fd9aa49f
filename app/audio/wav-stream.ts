/**
 * Audio as WAV for players that cannot read the file itself: ALAC, AIFF, APE, WavPack in a browser.
 *
 * The WAV file is never stored, but its content is fixed: its size is known in advance, and it can be read from any
 * byte, so that players can seek. A child process (`wav-program.ts`) decodes, and waits while the stream is not read.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('wav-program.ts', import.meta.url));

/**
 * The bytes of the WAV file from byte `from` on. The stream fails when the file cannot be decoded; it ends its child
 * when it is cancelled or `signal` aborts.
 */
export function decodeToWav(path: Uint8Array, signal?: AbortSignal, from = 0): ReadableStream<Uint8Array> {
  const child = run('bytes', path, from);
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
  return new ReadableStream({
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
  });
}

/** Bytes of the WAV file; `null` when its length is unknown. Rejects when the file cannot be decoded. */
export async function wavSize(path: Uint8Array): Promise<number | null> {
  const child = run('size', path, 0);
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  if (text === '') throw new Error('The file could not be decoded.');
  return JSON.parse(text) as number | null;
}

function run(what: 'bytes' | 'size', path: Uint8Array, from: number): ChildProcessByStdio<null, Readable, null> {
  // As hexadecimal digits: an argument is text, a path is bytes.
  const hex = Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString('hex');
  return spawn(process.execPath, [PROGRAM, what, hex, String(from)], { stdio: ['ignore', 'pipe', 'ignore'] });
}
