/** Dumps for tests: archives, and files in a temporary folder. */

const BLOCK = 512;

/** A tar archive of these files. */
export function tarOf(files: Readonly<Record<string, Buffer | string>>): Buffer {
  const parts = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    return [tarHeader(name, bytes.length.toString(8).padStart(11, '0')), bytes, padding(bytes.length)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** @param size as the header has it: twelve bytes at most */
export function tarHeader(name: string, size: string | Buffer, type = '0'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  Buffer.from(size).copy(header, 124);
  header.write(type, 156);
  header.write('ustar\u000000', 257);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
