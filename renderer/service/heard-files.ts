/** Files that are recognised one after another: what is known of each, and the work on them. Pure but for the question. */
import type { RecognisedTrack } from '../../app/model/recognition.ts';
import type { SoundRequest } from './sound-file.ts';

/** Files that are taken at a time. */
export const MOST_FILES = 100;

export type HeardState =
  | { readonly kind: 'waiting' | 'cancelled' }
  /** `part`: how much of it has been sent, 0 to 1; 1 while the service listens to it. */
  | { readonly kind: 'asking'; readonly part: number }
  | { readonly kind: 'found'; readonly matches: readonly RecognisedTrack[] }
  | { readonly kind: 'failed'; readonly message: string };

export interface HeardFile {
  readonly key: number;
  readonly file: File;
  readonly state: HeardState;
}

export interface HeardFiles {
  readonly files: readonly HeardFile[];
  /** Files that were beyond the most, and are left out. */
  readonly left: number;
}

export const NO_FILES: HeardFiles = { files: [], left: 0 };

type Ask = (file: File, request: SoundRequest) => Promise<readonly RecognisedTrack[]>;

export class FileRecogniser {
  readonly #ask: Ask;
  readonly #onChange: (now: HeardFiles) => void;
  #now: HeardFiles = NO_FILES;
  #nextKey = 0;
  /** Of the file that is worked on. */
  #running: { readonly key: number; readonly abort: AbortController } | null = null;

  constructor(ask: Ask, onChange: (now: HeardFiles) => void) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  /** Takes files behind those that are there. */
  add(files: readonly File[]): void {
    const taken = files.slice(0, Math.max(0, MOST_FILES - this.#now.files.length));
    this.#set({
      files: [
        ...this.#now.files,
        ...taken.map((file): HeardFile => ({ key: this.#nextKey++, file, state: { kind: 'waiting' } })),
      ],
      left: this.#now.left + files.length - taken.length,
    });
    void this.#next();
  }

  /** Ends the work on a file, or all that is still to do. */
  cancel(key?: number): void {
    const isMeant = (heard: HeardFile): boolean => key === undefined || heard.key === key;
    this.#set({
      ...this.#now,
      files: this.#now.files.map((heard) =>
        isMeant(heard) && isOpen(heard) ? { ...heard, state: { kind: 'cancelled' } } : heard,
      ),
    });
    if (this.#running !== null && (key === undefined || this.#running.key === key)) this.#running.abort.abort();
  }

  /** Asks about a file once more. */
  again(key: number): void {
    this.#change(key, { kind: 'waiting' });
    void this.#next();
  }

  /** Forgets all files, and ends what is worked on. */
  clear(): void {
    this.cancel();
    this.#set(NO_FILES);
  }

  async #next(): Promise<void> {
    const heard = this.#now.files.find(({ state }) => state.kind === 'waiting');
    if (this.#running !== null || heard === undefined) return;
    const { key, file } = heard;
    const abort = new AbortController();
    this.#running = { key, abort };
    this.#change(key, { kind: 'asking', part: 0 });
    const tell = (state: HeardState): void => {
      if (!abort.signal.aborted) this.#change(key, state);
    };
    try {
      const onSent = (part: number): void => tell({ kind: 'asking', part });
      tell({ kind: 'found', matches: await this.#ask(file, { signal: abort.signal, onSent }) });
    } catch (error) {
      tell({ kind: 'failed', message: (error as Error).message });
    }
    this.#running = null;
    void this.#next();
  }

  #change(key: number, state: HeardState): void {
    const files = this.#now.files.map((heard) => (heard.key === key ? { ...heard, state } : heard));
    this.#set({ ...this.#now, files });
  }

  #set(now: HeardFiles): void {
    this.#now = now;
    this.#onChange(now);
  }
}

/** Whether there is still something to do. */
export function isOpen({ state }: HeardFile): boolean {
  return state.kind === 'waiting' || state.kind === 'asking';
}
