/** Files that a person names as arguments, read as a whole. */
import { readFile, stat } from 'node:fs/promises';
import { whyOf } from '../../app/model/system-errors.ts';

/**
 * The bytes of a file. Errors name it, and have the code of the system.
 * @param most bytes; larger files are refused with the code FILE_TOO_LARGE
 */
export async function readNamedFile(path: string, most: number): Promise<Buffer> {
  const failed = (why: string, code: string): Error => Object.assign(new Error(`${path} ${why}`), { code, path });
  try {
    const { size } = await stat(path);
    if (size <= most) return await readFile(path);
  } catch (error) {
    throw failed(`cannot be read: ${whyOf(error)}`, (error as NodeJS.ErrnoException).code ?? 'INTERNAL');
  }
  throw failed(`is larger than the ${most} bytes that are taken; name a smaller file`, 'FILE_TOO_LARGE');
}
