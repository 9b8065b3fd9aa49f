/**
 * The application menu as data. Every command of ours goes to the page as one word
 * (`renderer/bridge.d.ts`); the page decides what it means there and then.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../renderer/bridge.d.ts';

type Send = (command: MenuCommand) => void;

/** The menu for a platform. On macOS the first menu is the application's own. */
export function applicationMenu(platform: NodeJS.Platform, send: Send): MenuItemConstructorOptions[] {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('Add folder …', 'add-folder', 'CmdOrCtrl+O'),
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        // Not the roles undo and redo: those are a text field's, these are the library's.
        item('Undo', 'undo', 'CmdOrCtrl+Z'),
        item('Redo', 'redo', mac ? 'Shift+Cmd+Z' : 'Ctrl+Y'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        item('Find', 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&Playback',
      submenu: [
        item('Play or pause', 'play-pause'),
        item('Next track', 'next-track'),
        item('Previous track', 'previous-track'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Library', 'show-library', 'CmdOrCtrl+1'),
        item('Folders', 'show-folders', 'CmdOrCtrl+2'),
        item('Mount', 'show-mount', 'CmdOrCtrl+3'),
        item('Activity', 'show-activity', 'CmdOrCtrl+4'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: '&Help', role: 'help', submenu: [item('Keys', 'show-keys')] },
  ];
}

/** The tray's menu: what one wants without looking for the window. */
export function trayMenu(show: () => void, send: Send, quit: () => void): MenuItemConstructorOptions[] {
  return [
    { label: 'Show Descant', click: show },
    { type: 'separator' },
    { label: 'Play or pause', click: () => send('play-pause') },
    { label: 'Next track', click: () => send('next-track') },
    { label: 'Previous track', click: () => send('previous-track') },
    { type: 'separator' },
    { label: 'Quit', click: quit },
  ];
}

/** Keys of a keyboard or headset, by Electron's names. */
export const MEDIA_KEYS = {
  MediaPlayPause: 'play-pause',
  MediaNextTrack: 'next-track',
  MediaPreviousTrack: 'previous-track',
} as const satisfies Record<string, MenuCommand>;
