/**
 * A stand-in for Electron's module in plain Node, for where there is no Electron binary: it records
 * what the shell asks of Electron, and lets the test raise the events that Chromium would.
 *
 * Loaded with `--import` before the built bundle. It answers the parent's questions over the
 * process's own channel. It imitates no behaviour beyond what the shell itself relies on.
 */
import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';

type Handler = (...given: never[]) => unknown;

/** What the shell has asked for so far; sent to the test as it is. */
const record = {
  switches: [] as [string, string | undefined][],
  sandboxEnabled: false,
  windows: [] as { options: unknown; url: string | null }[],
  menu: null as unknown,
  tray: null as unknown,
  shortcuts: [] as string[],
  openedOutside: [] as string[],
  errorBoxes: [] as string[],
  links: [] as unknown[][],
  relaunches: 0,
  progress: [] as number[],
  dragged: [] as unknown[],
  ipcChannels: [] as string[],
  sent: [] as unknown[][],
  exposed: {} as Record<string, string[]>,
};
/** Settled when a page is loaded or an error is shown: the shell has come as far as it will by itself. */
const settled = Promise.withResolvers<void>();
const handlers = new Map<string, Handler>();
const remember =
  (name: string) =>
  (handler: Handler): void =>
    void handlers.set(name, handler);

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = { appendSwitch: (name: string, value?: string) => void record.switches.push([name, value]) };
  requestSingleInstanceLock = (): boolean => process.env['RECORDER_IS_SECOND'] === undefined;
  whenReady = (): Promise<void> => Promise.resolve();
  enableSandbox = (): void => void (record.sandboxEnabled = true);
  getAppPath = (): string => process.cwd();
  getPath = (name: string): string => `${process.env['RECORDER_PATHS'] ?? '/nowhere'}/${name}`;
  setAsDefaultProtocolClient = (...given: unknown[]): boolean => record.links.push(given) > 0;
  relaunch = (): void => void (record.relaunches += 1);
  getLocale = (): string => 'en-GB';
  exit = (code: number): never => process.exit(code);
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) process.exit(0);
  }
}
const app = new App();

class WebContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  setWindowOpenHandler = remember('window-open');
  startDrag = (item: unknown): void => void record.dragged.push(item);
  send = (...message: unknown[]): void => void record.sent.push(message);
}

let contents: WebContents | null = null;
let closeWindow = (): unknown => undefined;
class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #entry;
  constructor(options: unknown) {
    super();
    this.#entry = { options, url: null as string | null };
    record.windows.push(this.#entry);
    contents = this.webContents;
    closeWindow = () => this.emit('close');
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.#entry.url = url;
    this.webContents.mainFrame.url = url;
    this.emit('ready-to-show');
    settled.resolve();
  }
  isDestroyed = (): boolean => false;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => true;
  maximize = (): void => undefined;
  getNormalBounds = (): object => ({ x: 40, y: 50, width: 1000, height: 700 });
  setProgressBar = (part: number): void => void record.progress.push(part);
  show = (): void => undefined;
  focus = (): void => undefined;
}

class Tray extends EventEmitter {
  constructor(icon: string) {
    super();
    record.tray = icon;
  }
  setToolTip = (): void => undefined;
  setContextMenu = (): void => undefined;
}

const SCREEN = { x: 0, y: 0, width: 1280, height: 800 };

const electron = {
  app,
  BrowserWindow,
  Tray,
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (menu: { label?: string; submenu?: { label?: string; click?: () => void }[] }[]) => {
      record.menu = menu.map((one) => one.label);
      for (const item of menu.flatMap((one) => one.submenu ?? [])) {
        if (item.label !== undefined && item.click !== undefined) handlers.set(`menu ${item.label}`, item.click);
      }
    },
  },
  session: {
    defaultSession: {
      setPermissionRequestHandler: remember('permission-request'),
      setPermissionCheckHandler: remember('permission-check'),
      setDevicePermissionHandler: remember('device-permission'),
      setDisplayMediaRequestHandler: remember('display-media'),
    },
  },
  shell: { openExternal: async (url: string) => void record.openedOutside.push(url) },
  dialog: {
    showErrorBox(title: string, text: string): void {
      record.errorBoxes.push(`${title}: ${text}`);
      settled.resolve();
    },
    showOpenDialog: async () => ({ canceled: false, filePaths: ['/chosen/folder'] }),
  },
  ipcMain: {
    handle(channel: string, handler: Handler) {
      record.ipcChannels.push(channel);
      handlers.set(`ipc ${channel}`, handler);
    },
  },
  globalShortcut: {
    register: (key: string, handler: Handler) => {
      record.shortcuts.push(key);
      handlers.set(`key ${key}`, handler);
    },
    unregisterAll: () => undefined,
  },
  nativeTheme: { shouldUseDarkColors: false },
  screen: {
    getPrimaryDisplay: () => ({ workArea: SCREEN }),
    getAllDisplays: () => [{ workArea: SCREEN }],
  },
  contextBridge: { exposeInMainWorld: (name: string, api: object) => void (record.exposed[name] = Object.keys(api)) },
  ipcRenderer: { invoke: async () => null, on: () => undefined, off: () => undefined },
  webUtils: { getPathForFile: () => '' },
};

(globalThis as { recordedElectron?: typeof electron }).recordedElectron = electron;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'recorder:electron', format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'recorder:electron'
      ? {
          format: 'module',
          shortCircuit: true,
          source: Object.keys(electron)
            .map((name) => `export const ${name} = globalThis.recordedElectron.${name};`)
            .join('\n'),
        }
      : next(url, context),
});

/** What the test may ask. */
const questions: Record<string, (given: never) => unknown> = {
  record: () => record,
  async settled() {
    await settled.promise;
    return record;
  },
  permission({ permission, url }: { permission: string; url: string }) {
    let requested: unknown = null;
    handlers.get('permission-request')?.(
      ...([null, permission, (answer: boolean) => (requested = answer), { requestingUrl: url }] as never[]),
    );
    const checked = handlers.get('permission-check')?.(...([null, permission, url, {}] as never[]));
    const device = handlers.get('device-permission')?.(...([{}] as never[]));
    return { requested, checked, device };
  },
  navigation({ event, url }: { event: string; url: string }) {
    let prevented = false;
    contents?.emit(event, { url, preventDefault: () => (prevented = true) });
    return prevented;
  },
  open: ({ url }: { url: string }) => handlers.get('window-open')?.(...([{ url }] as never[])),
  /** Raises an event of the window's contents. */
  contents: ({ event, given }: { event: string; given: unknown[] }) => contents?.emit(event, {}, ...given),
  /** Raises an event of the application that can be prevented. */
  application({ event, given }: { event: string; given: unknown[] }) {
    let prevented = false;
    app.emit(event, { preventDefault: () => (prevented = true) }, ...given);
    return prevented;
  },
  close: () => closeWindow(),
  async invoke(asked: { channel: string; frameUrl: string; isMainFrame: boolean; given?: unknown }) {
    const { channel, frameUrl, isMainFrame, given } = asked;
    const frame = { url: frameUrl };
    const event = { senderFrame: frame, sender: { mainFrame: isMainFrame ? frame : {} } };
    try {
      return { answer: await handlers.get(`ipc ${channel}`)?.(...([event, given] as never[])) };
    } catch (error) {
      return { error: (error as Error).message };
    }
  },
  raise: ({ handler }: { handler: string }) => handlers.get(handler)?.(),
  quit: () => void setImmediate(() => app.quit()),
};

process.on('message', async ({ id, question, given }: { id: number; question: string; given: never }) => {
  const answer = await questions[question]?.(given);
  process.send?.({ id, answer: answer ?? null });
});
