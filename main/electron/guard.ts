/** Enforces the policy on a session and on all web contents, now and later. */
import type { IpcMainInvokeEvent, Session, WebContents } from 'electron';
import { externalUrl, isOwnPage, isPermissionGranted, isTrustedSender } from './policy.ts';

/** Refuses permissions, devices and screen capture for every page of the session. */
export function guardSession(session: Session, origin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermissionGranted(permission, details.requestingUrl, origin));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionGranted(permission, requestingOrigin, origin),
  );
  session.setDevicePermissionHandler(() => false);
  // An empty answer means that nothing is shared.
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

/**
 * Keeps web contents on Descant's own pages. Links elsewhere go to the system's browser if they are https.
 * @param openExternal hands a URL to the system
 */
export function guardContents(contents: WebContents, origin: string, openExternal: (url: string) => void): void {
  const leave = (target: string): void => {
    const url = externalUrl(target);
    if (url !== null) openExternal(url);
  };
  contents.on('will-navigate', (event) => {
    if (isOwnPage(event.url, origin)) return;
    event.preventDefault();
    leave(event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url, origin)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url, origin)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // Descant's own pages open in the one window, too, by navigation.
    if (!isOwnPage(url, origin)) leave(url);
    return { action: 'deny' };
  });
}

/** Whether a message may be answered. */
export function isFromOwnPage(event: IpcMainInvokeEvent, origin: string): boolean {
  const frame = event.senderFrame;
  return isTrustedSender(
    { frameUrl: frame?.url ?? null, isMainFrame: frame !== null && frame === event.sender.mainFrame },
    origin,
  );
}
