/**
 * The demo: a few short pieces of music for people who want to try Descant before they show it their own. The files are
 * made when they are asked for, in the library's folder or where the person says; removing their folder removes them.
 * One call after the other makes them, each in a thread that ends with it.
 */
import { outsidePlace } from '../storage/outside-place.ts';
import { startThread } from '../storage/thread.ts';
import { demoFolder } from './demo-folder.ts';
import type { DemoThreadMethods } from './demo-thread.ts';

const THREAD = new URL('./demo-thread.ts', import.meta.url);

export interface DemoMusic {
  /** Absolute path. */
  readonly folder: string;
  /** Files that were made; 0 where all were there. */
  readonly written: number;
}

export class Demo {
  readonly #library: string;
  readonly #taken: () => Promise<readonly string[]>;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param library absolute path of the library folder
   * @param taken the folders of the music, the library and the mount
   */
  constructor(library: string, taken: () => Promise<readonly string[]>) {
    this.#library = library;
    this.#taken = taken;
  }

  /**
   * Makes what is missing of the demo's music.
   * @param folder absolute path; null for the usual one, in the library's folder
   * @throws BadPlaceError for a folder in or around one that is used already
   * @throws DemoPlaceError for a folder with other files
   */
  async make(folder: string | null): Promise<DemoMusic> {
    const made = this.#last.then(() => this.#make(folder));
    this.#last = made.catch(() => {});
    return made;
  }

  /** Resolves when nothing is being made. */
  async close(): Promise<void> {
    await this.#last;
  }

  async #make(asked: string | null): Promise<DemoMusic> {
    const usual = demoFolder(this.#library);
    const folder = asked === null || asked === usual ? usual : await this.#placeOutside(asked);
    const thread = await startThread<DemoThreadMethods>(THREAD, {});
    try {
      return { folder, written: await thread.call.write({ folder }) };
    } finally {
      await thread.close();
    }
  }

  /** A folder that the demo has filled before is one of the music's, and may be named again. */
  async #placeOutside(asked: string): Promise<string> {
    const taken = await this.#taken();
    return outsidePlace(
      asked,
      taken.filter((folder) => folder !== asked),
    );
  }
}
