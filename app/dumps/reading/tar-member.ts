/**
 * The bytes of one file in a tar archive that streams by: `mbdump/release` of MusicBrainz' release.tar.xz. Nothing but
 * its headers is held. Source: POSIX.1-2017, pax, "ustar Interchange Format"; sizes of 8 GiB and more are written as a
 * binary number (GNU tar) or in a record of a pax header.
 */
import { DumpError } from '../dump-error.ts';

const BLOCK = 512;
/** Bytes of a pax header that are looked through. */
const MOST_PAX = 64 * 1024;
const MAGIC_AT = 257;
const [NAME, SIZE, CHECKSUM, TYPE, PREFIX] = [
  [0, 100],
  [124, 136],
  [148, 156],
  [156, 157],
  [345, 500],
] as const;

/** Whether the first block of a stream is the header of an archive. */
export function isTar(first: Buffer): boolean {
  return first.length >= BLOCK && first.toString('latin1', MAGIC_AT, MAGIC_AT + 5) === 'ustar';
}

/**
 * The content of the first file with this name, in whatever folder of the archive.
 * @throws DumpError DAMAGED_DUMP for an archive that is broken, ends too early or has no such file
 */
export async function* tarMember(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer, void> {
  const blocks = new BlockReader(source);
  let longSize: number | null = null;
  for (;;) {
    const header = await blocks.block();
    if (header === null || header.every((byte) => byte === 0)) {
      throw new DumpError('DAMAGED_DUMP', `the archive has no file ${name}`);
    }
    const entry = readHeader(header);
    const size = longSize ?? entry.size;
    longSize = null;
    if (entry.type === 'x') {
      longSize = paxSize(await blocks.text(size));
      continue;
    }
    const isFile = entry.type === '0' || entry.type === '\0' || entry.type === '7';
    if (isFile && entry.path.split('/').at(-1) === name) {
      yield* blocks.content(size);
      return;
    }
    await blocks.skip(Math.ceil(size / BLOCK) * BLOCK);
  }
}

function readHeader(header: Buffer): { readonly path: string; readonly size: number; readonly type: string } {
  const text = ([start, end]: readonly [number, number]): string =>
    header.toString('utf8', start, end).replace(/\0.*$/s, '');
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= CHECKSUM[0] && at < CHECKSUM[1] ? 0x20 : byte;
  const size = numberIn(header.subarray(...SIZE));
  if (numberIn(header.subarray(...CHECKSUM)) !== sum || size === null) {
    throw new DumpError('DAMAGED_DUMP', 'the archive is damaged: a header is not that of a file');
  }
  const prefix = text(PREFIX);
  return {
    path: prefix === '' ? text(NAME) : `${prefix}/${text(NAME)}`,
    size,
    type: header.toString('latin1', ...TYPE),
  };
}

/** An octal number, or a binary one with the highest bit set; null for what is neither. */
function numberIn(field: Buffer): number | null {
  if (field[0] === 0x80) {
    const high = field.subarray(1, field.length - 6);
    return high.every((byte) => byte === 0) ? field.readUIntBE(field.length - 6, 6) : null;
  }
  const digits = /^ *([0-7]+)[ \0]*$/.exec(field.toString('latin1').replace(/\0.*$/s, ''))?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 8);
}

function paxSize(text: string): number | null {
  const digits = /^\d+ size=(\d{1,15})$/m.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Takes blocks, runs of bytes and gaps out of a stream. */
class BlockReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Null at the end of the stream. */
  async block(): Promise<Buffer | null> {
    while (this.#held.length < BLOCK) if (!(await this.#more())) return null;
    const block = this.#held.subarray(0, BLOCK);
    this.#held = this.#held.subarray(BLOCK);
    return block;
  }

  /** The next bytes, filled up to whole blocks in the stream, as a text; of a long one nothing. */
  async text(size: number): Promise<string> {
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    if (size > MOST_PAX) {
      await this.skip(padded);
      return '';
    }
    while (this.#held.length < padded) if (!(await this.#more())) throw cut();
    const text = this.#held.toString('utf8', 0, size);
    this.#held = this.#held.subarray(padded);
    return text;
  }

  async skip(size: number): Promise<void> {
    for (let left = size; left > 0;) {
      if (this.#held.length === 0 && !(await this.#more())) throw cut();
      const taken = Math.min(left, this.#held.length);
      this.#held = this.#held.subarray(taken);
      left -= taken;
    }
  }

  async *content(size: number): AsyncGenerator<Buffer, void> {
    for (let left = size; left > 0;) {
      if (this.#held.length === 0 && !(await this.#more())) throw cut();
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    return true;
  }
}

function cut(): DumpError {
  return new DumpError('DAMAGED_DUMP', 'the archive ends too early');
}
