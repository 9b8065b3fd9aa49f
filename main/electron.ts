/**
 * The desktop shell: starts or finds the library service and opens one locked-down window on it.
 *
 * It adds what only a desktop can (menu, tray, media keys, dialogs, paths of dropped files) and
 * nothing else: no native module, no database, no music is touched here. What the window may do
 * is in `electron/policy.ts`.
 */
import { app, Menu, nativeTheme, session, shell, globalShortcut, Tray, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { CommandId } from '../renderer/catalog/commands.ts';
import { guardContents, guardSession } from './electron/guard.ts';
import { applicationMenu, mediaKeys, trayMenu } from './electron/menu.ts';
import { places } from './electron/places.ts';
import { QUIET_SWITCHES } from './electron/policy.ts';
import { startService, type RunningService } from './electron/service-process.ts';
import { serviceArgumentsOfShell } from './electron/shell-arguments.ts';
import { answerFolderRequests, openWindow, sendCommand, showWindow } from './electron/window.ts';

let window: BrowserWindow | null = null;
let service: RunningService | null = null;
/** Kept, because a tray that is collected as garbage vanishes from the screen. */
let tray: Tray | null = null;

const show = (): void => {
  if (window !== null) showWindow(window);
};
const send = (command: CommandId): void => {
  if (window !== null) sendCommand(window, command);
};

async function start(): Promise<void> {
  const where = places({
    packaged: app.isPackaged,
    appPath: app.getAppPath(),
    resourcesPath: process.resourcesPath,
    platform: process.platform,
  });
  const running = await startService(
    where.node,
    where.service,
    serviceArgumentsOfShell(process.argv, app.getPath('home')),
  );
  service = running;
  void running.died.then((detail) => {
    dialog.showErrorBox(
      'The library service has stopped',
      `${detail}\n\nYour music is untouched. Start Descant again to go on.`,
    );
    app.quit();
  });

  guardSession(session.defaultSession, running.origin);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, running.origin, (url) => void shell.openExternal(url));
  });
  answerFolderRequests(() => window, running.origin);

  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform, send, app.getLocale())));
  tray = new Tray(join(where.icons, 'tray.png'));
  tray.setToolTip('Descant');
  tray.setContextMenu(Menu.buildFromTemplate(trayMenu(show, send, () => app.quit(), app.getLocale())));
  tray.on('click', show);
  for (const { key, command } of mediaKeys()) globalShortcut.register(key, () => send(command));

  window = await openWindow(
    running.url,
    join(import.meta.dirname, 'preload.cjs'),
    join(where.icons, 'icon.png'),
    nativeTheme.shouldUseDarkColors,
  );
  window.on('closed', () => (window = null));
}

/** Unmounts and stops the service before the shell itself ends. */
function stopBeforeQuit(event: Electron.Event): void {
  globalShortcut.unregisterAll();
  if (service === null || service.attached) return;
  event.preventDefault();
  const ending = service;
  service = null;
  void ending.stop().finally(() => app.quit());
}

for (const name of QUIET_SWITCHES) app.commandLine.appendSwitch(name);
// Media keys reach the page through `mediaKeys`; Chromium would act on them a second time. On Linux the service shows the
// player to the desktop, where Chromium would be a second one.
const hidden = process.platform === 'linux' ? ',MediaSessionService' : '';
app.commandLine.appendSwitch('disable-features', `HardwareMediaKeyHandling${hidden}`);

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', stopBeforeQuit);
  app.enableSandbox();
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox('Descant could not start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else {
  app.quit();
}
