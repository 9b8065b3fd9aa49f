/** The mount: its state, its views as settings hold them, previews of a template, and refused saves. */
import type { Said } from './messages.ts';

export interface MountState {
  readonly state: 'unmounted' | 'mounting' | 'mounted' | 'failed';
  readonly directory: string | null;
  readonly template: string | null;
  /** Name of the backend that serves the mount. */
  readonly backend: string | null;
  /** Why mounting failed, or the limitations of the backend. */
  readonly message: string | null;
  /** Milliseconds since 1970: it shows the library as it was then, read-only. Absent for the library of now. */
  readonly asOf?: number;
}

/** A view of the mount as the setting `mount.views` holds it. */
export interface ViewSetting {
  /** Folders from the top of the mount with `/` between them; empty for the mount itself. */
  readonly name: string;
  /** Absent: the view uses the setting `mount.template`. */
  readonly template?: string | undefined;
  /** Which tracks it shows; empty for all. */
  readonly query: string;
  /** Whether the mount shows a playlist of its tracks beside it. */
  readonly playlist: boolean;
  /** Whether only the best of several copies of a track is shown. */
  readonly bestCopies: boolean;
}

/** The system whose rules file names in the mount follow. */
export const NAME_TARGETS = ['posix', 'windows', 'portable'] as const;
export type NameTarget = (typeof NAME_TARGETS)[number];

/** Sample of the paths that a template and a query give. */
export interface MountPreview {
  /** Paths of a few tracks, in order. */
  readonly paths: readonly { readonly id: number; readonly path: string }[];
  /** Number of tracks that match the query, counted up to `counted`: equal numbers mean that many or more. */
  readonly total: number;
  readonly counted: number;
}

/** A save or a rename in the mount that was refused; it changed nothing in the library. */
export interface RefusedSaveEntry {
  readonly id: number;
  readonly at: number;
  readonly trackId: number | null;
  /** Path inside the mount. */
  readonly path: string;
  /** Name of the program that saved. */
  readonly author: string;
  readonly reason: string;
  /** The same by its code, where it has one. */
  readonly said?: Said;
  /** Path of the kept bytes that the program wrote; `null` for a rename. */
  readonly kept: string | null;
}
