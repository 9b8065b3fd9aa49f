/** The text of a file of another program, piece by piece, in the encoding that the file declares. */
import { closeSync, openSync, readSync } from 'node:fs';
import { ImportSourceError } from '../import-source-error.ts';

const PIECE = 256 * 1024;
const HEAD = 256;
/** Encodings that such files have; UTF-16 has a byte order mark. */
const ENCODINGS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'windows-1252', 'utf-16', 'utf-16le']);

/** The first bytes of a file, at most `length` of them. @throws ImportSourceError */
export function headOf(path: string, length: number): Buffer {
  const file = opened(path);
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(file, head, 0, length, 0));
  } finally {
    closeSync(file);
  }
}

/** @throws ImportSourceError where the file cannot be opened or has another encoding */
export function* textOf(path: string): Generator<string> {
  const file = opened(path);
  try {
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    const piece = Buffer.alloc(PIECE);
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      const bytes = piece.subarray(0, length);
      decoder ??= new TextDecoder(encodingOf(bytes.subarray(0, HEAD), path));
      yield decoder.decode(bytes, { stream: true });
    }
    if (decoder) yield decoder.decode();
  } finally {
    closeSync(file);
  }
}

/** @param head the first bytes of an XML file */
function encodingOf(head: Buffer, path: string): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const declared = /^[^>]{0,80}encoding\s*=\s*["']([\w.-]+)["']/.exec(head.toString('latin1'))?.[1] ?? 'utf-8';
  if (ENCODINGS.has(declared.toLowerCase())) return declared;
  throw new ImportSourceError('BAD_SOURCE', `its encoding ${declared} cannot be read; UTF-8 can`, path);
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code ?? message})`;
    throw new ImportSourceError('SOURCE_UNREADABLE', what, path);
  }
}
