/**
 * A file with the former names of a mount, so that they last over restarts of its process: the events of
 * `FormerNames`, a line of JSON each, after a first line that names the library.
 *
 * - An event is written at once, without anybody waiting for it. After a kill at most the last ones are missing.
 * - The file is written anew when it is opened, and when most of it has become useless.
 * - Lines that cannot be read are left out, as the last one is after a kill. A file of another library says nothing.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { directoryInode } from '../tree/inodes.ts';
import { errorMessage } from './errors.ts';
import type { FormerNames, FormerNamesEvent } from './former-names.ts';

/** Where former names are kept. */
export interface FormerNamesPlace {
  readonly path: string;
  /** Names the library: in another one, the same numbers stand for other tracks. */
  readonly library: string;
}

const MODE = 0o600;
/** Events beyond which the file is written anew, besides twice the number of names. */
const MOST_USELESS = 10_000;
/** Lines that are made before other work of the thread runs. */
const BATCH = 1000;

export class FormerNamesFile {
  readonly names: FormerNames;
  readonly #place: FormerNamesPlace;
  readonly #report: (message: string) => void;
  readonly #mostUseless: number;
  #work: Promise<void> = Promise.resolve();
  #next: FormerNamesEvent[] = [];
  #lines = 0;
  #hasFailed = false;

  private constructor(
    names: FormerNames,
    place: FormerNamesPlace,
    report: (message: string) => void,
    mostUseless: number,
  ) {
    this.names = names;
    this.#place = place;
    this.#report = report;
    this.#mostUseless = mostUseless;
  }

  /**
   * Reads the names that the last process remembered, and writes down those that come.
   * @param names none yet
   * @param report gets what went wrong with the file, as a sentence for the user; the names then end with the process
   */
  static async open(
    place: FormerNamesPlace,
    names: FormerNames,
    report: (message: string) => void,
    mostUseless = MOST_USELESS,
  ): Promise<FormerNamesFile> {
    const file = new FormerNamesFile(names, place, report, mostUseless);
    await file.#doing(() => file.#read());
    names.follow((event) => file.#note(event));
    file.#then(() => file.#rewrite());
    return file;
  }

  /** Resolves when all events so far are written. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async #read(): Promise<void> {
    const text = await readFile(this.#place.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const [first, ...lines] = text.split('\n');
    if (first !== this.#firstLine()) return;
    this.names.replay(lines.flatMap(eventOf));
  }

  #note(event: FormerNamesEvent): void {
    this.#next.push(event);
    if (this.#next.length === 1) this.#then(() => this.#append());
  }

  async #append(): Promise<void> {
    const events = this.#next;
    this.#next = [];
    // They were written with all others meanwhile.
    if (events.length === 0) return;
    this.#lines += events.length;
    if (this.#lines > 2 * this.names.size + this.#mostUseless) return this.#rewrite();
    const handle = await open(this.#place.path, 'a', MODE);
    try {
      await handle.writeFile(linesOf(events));
    } finally {
      await handle.close();
    }
  }

  /** Writes the present names beside the file and renames it over the file. Events that come meanwhile follow. */
  async #rewrite(): Promise<void> {
    const path = `${this.#place.path}.new`;
    const events = [...this.names.events()];
    this.#next = [];
    const handle = await open(path, 'w', MODE);
    try {
      await handle.writeFile(`${this.#firstLine()}\n`);
      for (let start = 0; start < events.length; start += BATCH) {
        await setImmediate();
        await handle.writeFile(linesOf(events.slice(start, start + BATCH)));
      }
    } finally {
      await handle.close();
    }
    await rename(path, this.#place.path);
    this.#lines = events.length;
  }

  #firstLine(): string {
    return JSON.stringify({ library: this.#place.library });
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(() => this.#doing(work));
  }

  async #doing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#hasFailed) return;
      this.#hasFailed = true;
      this.#report(
        `Old paths of files are forgotten when the mount ends, because ${this.#place.path} cannot be used: ${errorMessage(error)}`,
      );
    }
  }
}

function linesOf(events: readonly FormerNamesEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** The event in a line, if there is one. */
function eventOf(line: string): FormerNamesEvent[] {
  try {
    const event: unknown = JSON.parse(line);
    return isEvent(event) ? [event] : [];
  } catch {
    return [];
  }
}

function isEvent(value: unknown): value is FormerNamesEvent {
  if (!isRecord(value)) return false;
  const { type, directory, key, inode, at } = value;
  if (type === 'remember') return isNumber(directory) && typeof key === 'string' && isNumber(inode) && isNumber(at);
  if (type === 'renew') return isNumber(inode) && isNumber(at);
  if (type === 'forget') return isNumber(directory) && typeof key === 'string';
  if (type === 'forgetBelow') return isNumber(directory);
  return type === 'directory' && isRecord(directory) && isDirectory(directory);
}

function isDirectory({ inode, parent, key, name, changedAt }: Readonly<Record<string, unknown>>): boolean {
  if (!isNumber(parent) || typeof key !== 'string' || typeof name !== 'string' || !isNumber(changedAt)) return false;
  // So none is in itself.
  return inode === directoryInode(parent, key, 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
