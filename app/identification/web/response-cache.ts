/**
 * What services have answered, each in a file of the library folder, by a key that stands for the question. An entry is
 * complete or not there; one that cannot be read counts as not there. Nothing here is needed: without it the services are
 * asked again.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface CachedResponse {
  /** When it was answered, in milliseconds since 1970. */
  readonly at: number;
  /** False for the answer that there is nothing. */
  readonly found: boolean;
  readonly body: Buffer;
}

/** Milliseconds after which an entry is deleted that nobody has asked for since it was written. */
const KEPT = 180 * 24 * 3_600_000;
const NEWLINE = 0x0a;

export class ResponseCache {
  readonly #folder: string;

  /** @param library absolute path of the library folder */
  constructor(library: string) {
    this.#folder = join(library, 'identification');
  }

  /** Null for what is not there. */
  async get(key: string): Promise<CachedResponse | null> {
    try {
      const bytes = await readFile(this.#place(key));
      const end = bytes.indexOf(NEWLINE);
      const head = JSON.parse(bytes.toString('utf8', 0, end)) as { key: unknown; at: unknown; found: unknown };
      if (head.key !== key || typeof head.at !== 'number') return null;
      return { at: head.at, found: head.found === true, body: bytes.subarray(end + 1) };
    } catch {
      return null;
    }
  }

  async put(
    key: string,
    { at, found, body }: Omit<CachedResponse, 'body'> & { readonly body: Uint8Array },
  ): Promise<void> {
    const place = this.#place(key);
    const temporary = `${place}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await writeFile(temporary, Buffer.concat([Buffer.from(`${JSON.stringify({ key, at, found })}\n`), body]), {
        mode: 0o600,
      });
      await rename(temporary, place);
    } catch {
      // A full disk costs the cache, not the answer.
      await rm(temporary, { force: true });
    }
  }

  /** Deletes entries that are too old to be of use. @param now milliseconds since 1970 */
  async prune(now: number): Promise<void> {
    const names = await readdir(this.#folder, { recursive: true }).catch(() => []);
    for (const name of names) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => null);
      if (found?.isFile() && found.mtimeMs < now - KEPT) await rm(path, { force: true });
    }
  }

  #place(key: string): string {
    const hash = createHash('sha256').update(key).digest('hex');
    return join(this.#folder, hash.slice(0, 2), hash);
  }
}
