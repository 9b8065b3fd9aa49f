/** Milliseconds for which names last that differ from the tree. */
export interface Lifetimes {
  /** Time for a removed or renamed track to be replaced. */
  readonly grace: number;
  /** Time until a file that a program made and no longer has open expires. */
  readonly scratch: number;
  /** Time until a directory that a program made and that is still empty expires. */
  readonly directory: number;
}

export const USUAL_LIFETIMES: Lifetimes = { grace: 10_000, scratch: 60_000, directory: 600_000 };
