/**
 * What the desktop shell adds to the page. In a plain browser `window.descant` is absent, and everything works
 * without it: folders are typed instead of chosen, and menus are the page's own.
 */
import type { CommandId } from './catalog/commands.ts';

export interface DescantBridge {
  /** Opens the system's folder dialog. @returns an absolute path, or `null` when it was cancelled */
  chooseFolder(): Promise<string | null>;
  /** Absolute path of a file or folder that was dropped on the window; empty for what is no local file. */
  pathForDroppedFile(file: File): string;
  /** Calls `listener` for every command chosen in a menu or by a media key. @returns a function that stops it */
  onMenu(listener: (command: CommandId) => void): () => void;
  /**
   * Calls `listener` with the search part of an address for every link, file or folder that the desktop asks Descant to
   * open, those from before included. @returns a function that stops it
   */
  onOpen(listener: (search: string) => void): () => void;
  /** Drags files to other programs, in place of a drag of the page. @param paths absolute */
  dragFiles(paths: readonly string[]): void;
  /** Shows progress in the taskbar: a part from 0 to 1, `unknown` for work of unknown length, `null` for none. */
  showProgress(part: number | 'unknown' | null): void;
}

declare global {
  interface Window {
    readonly descant?: DescantBridge;
  }
}
