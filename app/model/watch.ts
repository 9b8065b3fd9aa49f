/** How changes in the folders of a library are noticed. */

export interface WatchedRoot {
  readonly path: string;
  /**
   * `watched`: at once. `polled`: when the folder is scanned from time to time. `offline`: not now, the folder is not
   * there. `off`: not at all, the setting says so.
   */
  readonly state: 'watched' | 'polled' | 'offline' | 'off';
  /** Why the folder is polled. */
  readonly reason: string | null;
}
