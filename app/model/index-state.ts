/** Where the fingerprints of a library are indexed, and how that is. */

export interface IndexState {
  /** Address of the index on a server; null for the index in the library's folder. */
  readonly url: string | null;
  /**
   * `ready`: searches find all fingerprints. `filling`: the server gets what it lacks. `away`: the server cannot be
   * reached, or refuses. `foreign`: its index belongs to another library.
   */
  readonly state: 'ready' | 'filling' | 'away' | 'foreign';
  /** What is wrong and what to do, in states `away` and `foreign`. */
  readonly message: string | null;
  /** When the server is asked again, in milliseconds since 1970, in these states. */
  readonly nextTry: number | null;
  /** Fingerprints of the library, of files and of those that programs have submitted. */
  readonly fingerprints: number;
  /** Fingerprints that the server lacks. */
  readonly waiting: number;
  /** Fingerprints that the server had and lost, since this service began; they were sent again. */
  readonly lost: number;
  /** What an index on this server cannot do, in words. */
  readonly limits: readonly string[];
}
