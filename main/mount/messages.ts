/** What the service and the process of the mount say to each other over their IPC channel. */

export type ToMount =
  | { readonly type: 'mount'; readonly library: string; readonly directory: string; readonly template: string; readonly allowOther?: boolean }
  /** Tracks that changed; none named means that any may have. */
  | { readonly type: 'changed'; readonly ids: readonly number[] }
  | { readonly type: 'unmount' };

export type FromMount =
  | { readonly type: 'mounted'; readonly directory: string; readonly backend: string; readonly limitations: readonly string[] }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'unmounted' }
  | { readonly type: 'log'; readonly level: 'info' | 'warning'; readonly message: string; readonly trackId?: number };
