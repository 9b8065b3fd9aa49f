/**
 * Tells plays from skips. A track counts as played once half of it, or four minutes, were heard; as skipped when the
 * listener leaves it before. What was jumped over does not count as heard. Each time a track is loaded counts once.
 */

/** Seconds after which a track counts as played, however long it is. */
const LONG_ENOUGH_S = 240;
/** Players tell their position several times a second: a greater step is a jump. */
const GREATEST_STEP_S = 2;

interface Heard {
  readonly id: number;
  /** Seconds. */
  readonly duration: number;
  heard: number;
  position: number;
  isPlay: boolean;
}

export class Listening {
  readonly #report: (id: number, kind: 'play' | 'skip') => void;
  #track: Heard | null = null;

  /** @param report called once for each track that was loaded and heard */
  constructor(report: (id: number, kind: 'play' | 'skip') => void) {
    this.#report = report;
  }

  /** Another track is loaded, or the same one again. @param position in seconds, where it begins */
  begin({ id, duration }: { readonly id: number; readonly duration: number }, position = 0): void {
    const left = this.#track;
    this.#track = { id, duration, heard: 0, position, isPlay: false };
    if (left !== null && !left.isPlay && left.heard > 0) this.#report(left.id, 'skip');
  }

  /** The player has come to `position`, in seconds. */
  reach(position: number): void {
    const track = this.#track;
    if (track === null) return;
    const step = position - track.position;
    track.position = position;
    if (step > 0 && step <= GREATEST_STEP_S) track.heard += step;
    // A track of unknown length counts after four minutes.
    const enough = track.duration > 0 ? Math.min(track.duration / 2, LONG_ENOUGH_S) : LONG_ENOUGH_S;
    if (track.isPlay || track.heard < enough) return;
    track.isPlay = true;
    this.#report(track.id, 'play');
  }
}
