/**
 * What the desktop shell adds to the page. In a plain browser `window.descant` is absent, and everything works
 * without it: folders are typed instead of chosen, and menus are the page's own.
 */

/** A command chosen in the application menu or by a media key. */
export type MenuCommand =
  | 'add-folder'
  | 'find'
  | 'undo'
  | 'redo'
  | 'play-pause'
  | 'next-track'
  | 'previous-track'
  | 'show-library'
  | 'show-activity'
  | 'show-mount'
  | 'show-folders'
  | 'show-keys';

export interface DescantBridge {
  /** Opens the system's folder dialog. @returns an absolute path, or `null` when it was cancelled */
  chooseFolder(): Promise<string | null>;
  /** Absolute path of a file or folder that was dropped on the window; empty for what is no local file. */
  pathForDroppedFile(file: File): string;
  /** Calls `listener` for every menu command. @returns a function that stops it */
  onMenu(listener: (command: MenuCommand) => void): () => void;
}

declare global {
  interface Window {
    readonly descant?: DescantBridge;
  }
}
