/**
 * What the window may do, as pure functions. Everything is refused that is not needed.
 *
 * The page comes from the library service on 127.0.0.1 and is the only content the shell ever
 * shows. URLs are compared by the URL parser, never as text: `http://127.0.0.1:4000@evil.example`
 * starts with our origin and is not ours.
 */

/** The switches of a window's renderer. No page gets Node, and no dictionary is fetched. */
export const LOCKED_DOWN = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  // Chromium fetches spelling dictionaries from the network.
  spellcheck: false,
} as const;

/** Chromium's own traffic, which a library that stays on this machine has no use for. */
export const QUIET_SWITCHES = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'no-pings',
] as const;

/** Whether `target` is a page of the service at `origin`. */
export function isOwnPage(target: string, origin: string): boolean {
  const url = URL.parse(target);
  return url !== null && url.origin !== 'null' && url.origin === origin && url.username === '' && url.password === '';
}

/**
 * What may be handed to the system's browser: https, without credentials that would hide the host.
 * @returns the URL as the parser writes it, or `null` when it is refused
 */
export function externalUrl(target: string): string | null {
  const url = URL.parse(target);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** The permissions that the page has a use for: none. Named here so that the day one is needed shows in a diff. */
const GRANTED: ReadonlySet<string> = new Set();

/** The answer to permission requests and checks alike. */
export function isPermissionGranted(permission: string, requestingUrl: string, origin: string): boolean {
  return GRANTED.has(permission) && isOwnPage(requestingUrl, origin);
}

/** Who sent a message to the main process. */
export interface Sender {
  /** `null` when the frame is gone. */
  readonly frameUrl: string | null;
  readonly isMainFrame: boolean;
}

/** Whether a message may be answered: only messages of the top frame of Descant's own page are. */
export function isTrustedSender(sender: Sender, origin: string): boolean {
  return sender.isMainFrame && sender.frameUrl !== null && isOwnPage(sender.frameUrl, origin);
}
