/** The one window: where it is put, what it is told, and what its page may ask for. */
import { BrowserWindow, dialog, ipcMain, screen } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import type { CommandId } from '../../renderer/catalog/commands.ts';
import { isFromOwnPage } from './guard.ts';
import { draggedFiles } from './dragged-files.ts';
import { CHOOSE_FOLDER, DRAG_FILES, MENU_COMMAND, OPEN_ADDRESS, OPENED_BEFORE, SHOW_PROGRESS } from './messages.ts';
import { LOCKED_DOWN } from './policy.ts';
import { taskProgress } from './task-progress.ts';
import { LEAST_SIZE, placeOn, readPlace, type WindowPlace } from './window-place.ts';

/** The page's own ground (`--paper-0` by day and by night), so that nothing flashes before the page paints. */
const GROUND = { light: '#f6f2e9', dark: '#12110e' };

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  /** Whether the system prefers dark surfaces. */
  readonly dark: boolean;
  /** The file that keeps where the window was. */
  readonly placeFile: string;
}

/** Makes the window, where it was when it was closed. It is shown once a page has been painted. */
export function makeWindow({ preload, icon, dark, placeFile }: WindowOptions): BrowserWindow {
  const kept = keptPlace(placeFile);
  const window = new BrowserWindow({
    ...placeOn(
      kept,
      [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
    ),
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    title: 'Descant',
    icon,
    show: false,
    backgroundColor: dark ? GROUND.dark : GROUND.light,
    webPreferences: { ...LOCKED_DOWN, preload },
  });
  if (kept?.maximised === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keepPlace(placeFile, { ...window.getNormalBounds(), maximised: window.isMaximized() }));
  return window;
}

function keptPlace(file: string): WindowPlace | null {
  try {
    return readPlace(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A place that cannot be kept is no reason not to close. */
function keepPlace(file: string, place: WindowPlace): void {
  try {
    writeFileSync(file, JSON.stringify(place));
  } catch {
    // The next window has its usual place.
  }
}

/** Brings the window to the front, wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Tells the page that a command was chosen. */
export function sendCommand(window: BrowserWindow, command: CommandId): void {
  if (!window.isDestroyed()) window.webContents.send(MENU_COMMAND, command);
}

/** Tells the page to show an address. @param search the search part of it */
export function sendAddress(window: BrowserWindow, search: string): void {
  if (!window.isDestroyed()) window.webContents.send(OPEN_ADDRESS, search);
}

/** What the page may ask of the shell. */
export interface PageRequests {
  window(): BrowserWindow | null;
  /** What was to be opened before the page listened; `null` for nothing. It is asked for once. */
  openedBefore(): string | null;
  /** Shown beside the pointer while files are dragged. */
  readonly icon: string;
}

/** Answers the requests of the page of the service, and refuses those of all others. */
export function answerPage(origin: string, { window, openedBefore, icon }: PageRequests): void {
  const answer = (channel: string, work: (given: unknown) => unknown): void => {
    ipcMain.handle(channel, (event, given: unknown) => {
      if (!isFromOwnPage(event, origin)) throw new Error('This page may not ask the desktop for anything.');
      return work(given);
    });
  };
  answer(CHOOSE_FOLDER, async (): Promise<string | null> => {
    const owner = window();
    const options: Electron.OpenDialogOptions = { title: 'Choose a folder of music', properties: ['openDirectory'] };
    const { canceled, filePaths } =
      owner === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(owner, options);
    return canceled ? null : (filePaths[0] ?? null);
  });
  answer(OPENED_BEFORE, openedBefore);
  answer(DRAG_FILES, (paths) => {
    const files = draggedFiles(paths);
    const [file] = files;
    if (file !== undefined) window()?.webContents.startDrag({ file, files, icon });
  });
  answer(SHOW_PROGRESS, (part) => window()?.setProgressBar(taskProgress(part)));
}
