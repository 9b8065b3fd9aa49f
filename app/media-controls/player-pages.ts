/**
 * The players of the open pages: which of them the system's media controls show and act on. It is the one that began to
 * play last; when its page closes, the one before it.
 */
import type { PlayerCommand, PlayerReport } from '../model/player.ts';

/** The player that is shown, and when it told its place, in milliseconds of `now`. */
export interface ShownPlayer {
  readonly page: string;
  readonly report: PlayerReport;
  readonly at: number;
}

export class PlayerPages {
  readonly #send: (page: string, command: PlayerCommand) => void;
  readonly #now: () => number;
  /** Open pages in the order in which they began to play; null for one that has told nothing. */
  readonly #pages = new Map<string, { readonly report: PlayerReport; readonly at: number } | null>();
  #onChange: () => void = () => {};

  /** @param send asks a page for something */
  constructor(send: (page: string, command: PlayerCommand) => void, now: () => number = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  /** A page is there. @returns a function that says that it is gone */
  enter(page: string): () => void {
    this.#pages.set(page, null);
    return () => {
      if (this.#pages.delete(page)) this.#onChange();
    };
  }

  /** Takes in what a page tells; one that is not there, or not any more, counts nothing. */
  report(page: string, report: PlayerReport): void {
    const before = this.#pages.get(page);
    if (before === undefined) return;
    // One that begins to play comes before the others.
    if (report.state === 'playing' && before?.report.state !== 'playing') this.#pages.delete(page);
    this.#pages.set(page, { report, at: this.#now() });
    this.#onChange();
  }

  /** Asks the player that is shown for something. @returns whether there is one */
  ask(command: PlayerCommand): boolean {
    const { shown } = this;
    if (shown !== null) this.#send(shown.page, command);
    return shown !== null;
  }

  /** Null where no page has a track. */
  get shown(): ShownPlayer | null {
    const told = [...this.#pages].flatMap(([page, player]) =>
      player === null || player.report.track === null ? [] : [{ page, ...player }],
    );
    return told.findLast(({ report }) => report.state === 'playing') ?? told.at(-1) ?? null;
  }

  /** The pages that are there. */
  get pages(): readonly string[] {
    return [...this.#pages.keys()];
  }

  /** @param listener called after each report and each page that leaves; replaces the one before */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }
}

/** Where the player is now, in seconds: it goes on since it told its place. */
export function positionNow({ report, at }: ShownPlayer, duration: number, now: number): number {
  const passed = report.state === 'playing' ? (now - at) / 1000 : 0;
  const position = Math.max(0, report.position + passed);
  return duration > 0 ? Math.min(position, duration) : position;
}
