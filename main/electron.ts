/**
 * The desktop shell: starts or finds the library service and opens one locked-down window on it.
 *
 * It adds what only a desktop can (menu, tray, media keys, dialogs, links and files that the desktop opens, progress in
 * the taskbar, paths of dropped files) and nothing else: no native module, no database, no music is touched here. What
 * the window may do is in `electron/policy.ts`.
 */
import { app, Menu, nativeTheme, session, shell, globalShortcut, Tray, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { join, resolve } from 'node:path';
import type { CommandId } from '../renderer/catalog/commands.ts';
import { crashPage, RESTART_URL } from './electron/crash-page.ts';
import { guardContents, guardSession } from './electron/guard.ts';
import { applicationMenu, mediaKeys, trayMenu } from './electron/menu.ts';
import { LINK_SCHEME, openedBy, openedByLink, openedByPath } from './electron/opened.ts';
import { places } from './electron/places.ts';
import { QUIET_SWITCHES } from './electron/policy.ts';
import { startService, type RunningService } from './electron/service-process.ts';
import { serviceArgumentsOfShell } from './electron/shell-arguments.ts';
import { answerPage, makeWindow, sendAddress, sendCommand, showWindow } from './electron/window.ts';

let window: BrowserWindow | null = null;
let service: RunningService | null = null;
/** Kept, because a tray that is collected as garbage vanishes from the screen. */
let tray: Tray | null = null;
/** What is to be opened and the page does not know of yet: the search part of an address. */
let toOpen: string | null = openedBy(ownWords(process.argv), process.cwd());
let isPageListening = false;

const show = (): void => {
  if (window !== null) showWindow(window);
};
const send = (command: CommandId): void => {
  if (window !== null) sendCommand(window, command);
};

/** The command line without the program, and from a clone without the project's folder. */
function ownWords(argv: readonly string[]): readonly string[] {
  return argv.slice(app.isPackaged ? 1 : 2);
}

function open(search: string | null): void {
  show();
  if (search === null) return;
  if (window !== null && isPageListening) sendAddress(window, search);
  else toOpen = search;
}

function openedBefore(): string | null {
  isPageListening = true;
  const search = toOpen;
  toOpen = null;
  return search;
}

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

  guardSession(session.defaultSession, running.origin);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, running.origin, (url) => void shell.openExternal(url));
  });
  answerPage(running.origin, { window: () => window, openedBefore, icon: join(where.icons, 'tray.png') });

  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform, send, app.getLocale())));
  tray = new Tray(join(where.icons, 'tray.png'));
  tray.setToolTip('Descant');
  tray.setContextMenu(Menu.buildFromTemplate(trayMenu(show, send, () => app.quit(), app.getLocale())));
  tray.on('click', show);
  for (const { key, command } of mediaKeys()) globalShortcut.register(key, () => send(command));

  window = makeWindow({
    preload: join(import.meta.dirname, 'preload.cjs'),
    icon: join(where.icons, 'icon.png'),
    dark: nativeTheme.shouldUseDarkColors,
    placeFile: join(app.getPath('userData'), 'window.json'),
  });
  followCrashes(window, running);
  await window.loadURL(running.url);
}

/** Says so in the window when its page or the service is gone, and leads back to work. */
function followCrashes(shown: BrowserWindow, running: RunningService): void {
  const load = (page: string): void => {
    isPageListening = false;
    if (!shown.isDestroyed()) void shown.loadURL(page);
  };
  shown.on('closed', () => (window = null));
  shown.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || service === null) return;
    load(crashPage({ of: 'page', detail: reason, again: `${running.origin}/` }, app.getLocale()));
  });
  shown.webContents.on('will-navigate', (event) => {
    // Only the page of a crash has this address; the guard keeps the window from going there.
    if (event.url !== RESTART_URL || service !== null) return;
    app.relaunch();
    app.quit();
  });
  void running.died.then((detail) => {
    // Nothing is left to be stopped.
    service = null;
    load(crashPage({ of: 'service', detail, again: RESTART_URL }, app.getLocale()));
  });
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

/** From a clone the desktop has to be told which program and folder answer links; a package says so itself, too. */
function registerLinks(): void {
  const [program, project] = process.argv;
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  else if (program !== undefined && project !== undefined) {
    app.setAsDefaultProtocolClient(LINK_SCHEME, program, [resolve(project)]);
  }
}

for (const name of QUIET_SWITCHES) app.commandLine.appendSwitch(name);
// Media keys reach the page through `mediaKeys`; Chromium would act on them a second time. On Linux the service shows the
// player to the desktop, where Chromium would be a second one.
const hidden = process.platform === 'linux' ? ',MediaSessionService' : '';
app.commandLine.appendSwitch('disable-features', `HardwareMediaKeyHandling${hidden}`);

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv, directory) => open(openedBy(ownWords(argv), directory)));
  // macOS tells of links and files by events, also before the window is there.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open(openedByLink(url));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(openedByPath(path));
  });
  app.on('activate', show);
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', stopBeforeQuit);
  app.enableSandbox();
  registerLinks();
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
