/** Debian's mutagen as a program that stays running and edits and reads one file after another. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = join(import.meta.dirname, 'mutagen-editor.py');

/** Name under which its saves stand in the history. */
export const MUTAGEN_AUTHOR = basename(SCRIPT);

export interface MutagenEdit {
  readonly tags?: Readonly<Record<string, string>>;
  /** Path of a JPEG. */
  readonly picture?: string;
  readonly id3?: 3 | 4;
}

export interface FoundTags {
  readonly genre?: string;
  readonly comment?: string;
  /** SHA-256 of each. */
  readonly pictures: readonly string[];
}

export class MutagenProgram {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#child = spawn('/usr/bin/python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  async edit(path: string, edit: MutagenEdit): Promise<void> {
    await this.#ask({ do: 'edit', path, ...edit });
  }

  async read(path: string): Promise<FoundTags> {
    return (await this.#ask({ do: 'read', path })) as FoundTags;
  }

  async end(): Promise<void> {
    this.#child.stdin!.end();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }

  /** One command after the other. */
  #ask(command: Readonly<Record<string, unknown>>): Promise<unknown> {
    const turn = this.#last
      .catch(() => {})
      .then(async () => {
        this.#child.stdin!.write(`${JSON.stringify(command)}\n`);
        const { done, value } = await this.#answers.next();
        if (done === true) throw new Error('the program on mutagen has ended');
        const { result, error } = JSON.parse(value) as { result?: unknown; error?: string };
        if (error !== undefined) throw new Error(`mutagen: ${error}`);
        return result;
      });
    this.#last = turn;
    return turn;
  }
}
