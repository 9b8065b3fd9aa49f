/** The helper programs that unmount for ordinary users. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The first of these programs that is in the PATH. */
export async function findProgram(...names: readonly string[]): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (folder !== '' && (await access(path, constants.X_OK).then(() => true, () => false))) return path;
    }
  }
  return null;
}

/**
 * Detaches whatever FUSE file system is mounted at the directory, at once for new users and for those who
 * still have files open as soon as they let go.
 * @returns `null`, or what the programs said against it
 */
export async function detach(directory: string): Promise<string | null> {
  const said: string[] = [];
  const attempts: [string, string[]][] = [
    ['fusermount3', ['-uz', directory]],
    ['fusermount', ['-uz', directory]],
    ['umount', ['-l', directory]],
  ];
  for (const [program, args] of attempts) {
    try {
      await run(program, args, { timeout: 10_000 });
      return null;
    } catch (error) {
      said.push(error instanceof Error ? error.message.trim() : String(error));
    }
  }
  return said.join('; ');
}
