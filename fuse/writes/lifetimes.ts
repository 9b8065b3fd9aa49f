/** How long names last that are not the tree's, in milliseconds. */
export interface Lifetimes {
  /** A removed or renamed track waits for its replacement. */
  readonly grace: number;
  /** A file that a program has made stays without being used. */
  readonly scratch: number;
  /** A directory that a program has made stays without a track in it. */
  readonly directory: number;
  /** A track is still found where it was when an edit has moved it. */
  readonly formerName: number;
}

export const USUAL_LIFETIMES: Lifetimes = { grace: 10_000, scratch: 60_000, directory: 600_000, formerName: 10_000 };
