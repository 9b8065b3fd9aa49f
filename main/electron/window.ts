/** The one window. */
import { BrowserWindow, dialog, ipcMain } from 'electron';
import type { CommandId } from '../../renderer/catalog/commands.ts';
import { isFromOwnPage } from './guard.ts';
import { CHOOSE_FOLDER, MENU_COMMAND } from './messages.ts';
import { LOCKED_DOWN } from './policy.ts';

const SIZE = { width: 1440, height: 900, minWidth: 720, minHeight: 480 };
/** The page's own ground (`--paper-0` by day and by night), so that nothing flashes before the page paints. */
const GROUND = { light: '#f6f2e9', dark: '#12110e' };

/**
 * Opens the window on the service's page.
 * @param dark whether the system prefers dark surfaces
 */
export async function openWindow(url: string, preload: string, icon: string, dark: boolean): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    ...SIZE,
    title: 'Descant',
    icon,
    show: false,
    backgroundColor: dark ? GROUND.dark : GROUND.light,
    webPreferences: { ...LOCKED_DOWN, preload },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(url);
  return window;
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

/** Answers requests for a folder that come from the page, and refuses all others. */
export function answerFolderRequests(window: () => BrowserWindow | null, origin: string): void {
  ipcMain.handle(CHOOSE_FOLDER, async (event): Promise<string | null> => {
    if (!isFromOwnPage(event, origin)) throw new Error('This page may not ask for folders.');
    const owner = window();
    const options: Electron.OpenDialogOptions = { title: 'Choose a folder of music', properties: ['openDirectory'] };
    const { canceled, filePaths } =
      owner === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(owner, options);
    return canceled ? null : (filePaths[0] ?? null);
  });
}
