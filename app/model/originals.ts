/** The comparison of the originals with what the last scan saw. */

/** An original that differs from what the last scan saw. */
export interface OriginalProblem {
  readonly trackId: number;
  readonly path: string;
  readonly pathBase64?: string;
  /**
   * `changed`: its stamp differs from that of the last scan; `damaged`: its audio does not decode completely, or is not
   * what was analysed; `broken-tags`: its audio is what was analysed, and what is around it cannot be read any more.
   */
  readonly problem: 'changed' | 'missing' | 'unreadable' | 'broken-tags' | 'damaged';
  readonly message: string;
}

export interface OriginalsPage {
  /** Number of files checked. */
  readonly checked: number;
  /** `after` of the request for the next page; `null` on the last page. */
  readonly next: number | null;
  readonly problems: readonly OriginalProblem[];
  /** Number of files whose decoded audio matches their own checksum. */
  readonly agreed: number;
  /** Number of files without a checksum that decoded without a fault. */
  readonly decoded: number;
}
