/**
 * Where the library is mounted, in a file of the library folder. A service that was killed leaves its mount behind: the
 * next one learns from the file where it is, so that files can be saved there again, and it can be unmounted.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MountState } from '../model/mount.ts';

const placePath = (library: string): string => join(library, 'mounted-at.json');

/** The directory where the library was mounted last and not unmounted; null where there is none. */
export async function readMountedPlace(library: string): Promise<string | null> {
  try {
    const { directory } = JSON.parse(await readFile(placePath(library), 'utf8')) as { directory?: unknown };
    return typeof directory === 'string' ? directory : null;
  } catch {
    return null;
  }
}

/** Keeps the file in step with the mount. It is a help, not the truth: whoever reads it looks at the directory, too. */
export class MountedPlace {
  readonly #path: string;
  #written: Promise<void> = Promise.resolve();

  /** @param library absolute path of the library folder */
  constructor(library: string) {
    this.#path = placePath(library);
  }

  follow({ state, directory }: MountState): void {
    if (state === 'mounted' && directory !== null) this.#do(() => write(this.#path, directory));
    if (state === 'unmounted') this.#do(() => rm(this.#path, { force: true }));
  }

  /** Resolves when the file says what was told last. */
  async settled(): Promise<void> {
    await this.#written;
  }

  #do(change: () => Promise<void>): void {
    // A full disk or a folder that is gone costs no more than the help.
    this.#written = this.#written.then(change).catch(() => {});
  }
}

async function write(path: string, directory: string): Promise<void> {
  await writeFile(path, `${JSON.stringify({ directory })}\n`, { mode: 0o600 });
}
