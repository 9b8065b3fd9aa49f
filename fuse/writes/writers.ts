/**
 * The processes that write into one file. The kernel names threads: a program may write with several of them, and the
 * thread that wrote may have ended when the program closes the file.
 */
import { readFile } from 'node:fs/promises';

export class Writers {
  /** The process that wrote last; 0 when the kernel cannot tell. */
  last = 0;
  readonly #processes = new Map<number, number>();

  /** Number of processes that have written. */
  get count(): number {
    return new Set(this.#processes.values()).size;
  }

  /**
   * Notes a thread that is writing. Its process is looked up once, before the write is answered: until then the thread
   * waits in the kernel, so it is there.
   * @param thread as the kernel reports it; 0 when it cannot tell
   */
  async note(thread: number): Promise<void> {
    let process = this.#processes.get(thread);
    if (process === undefined) {
      process = await processOf(thread);
      this.#processes.set(thread, process);
    }
    this.last = process;
  }
}

/** The process that a thread belongs to; the thread itself where the system does not show it. */
export async function processOf(thread: number): Promise<number> {
  if (thread === 0) return 0;
  const status = await readFile(`/proc/${thread}/status`, 'utf8').catch(() => '');
  return Number(/^Tgid:\s*(\d+)$/m.exec(status)?.[1] ?? thread);
}
