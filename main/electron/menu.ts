/**
 * The menus and media keys of the desktop shell as data, made from the page's tables of commands and pages
 * (`renderer/catalog`): each item sends the page the id of its command, and the page does what it means there and then.
 */
import type { MenuItemConstructorOptions } from 'electron';
import {
  COMMANDS,
  commandsInMenu,
  type Command,
  type CommandId,
  type MenuSection,
} from '../../renderer/catalog/commands.ts';
import { PAGES } from '../../renderer/catalog/pages.ts';

type Send = (command: CommandId) => void;

/** The menu bar for a platform. On macOS the first menu is the application's own. */
export function applicationMenu(platform: NodeJS.Platform, send: Send): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const section = (name: MenuSection): MenuItemConstructorOptions[] =>
    commandsInMenu(name).map(({ id, label, menu }) => {
      const accelerator = (mac ? menu?.macKey : undefined) ?? menu?.key;
      return { label, click: () => send(id), ...(accelerator === undefined ? {} : { accelerator }) };
    });
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [...section('file'), { type: 'separator' }, { role: mac ? 'close' : 'quit' }] },
    {
      label: '&Edit',
      submenu: [
        // Not the roles undo and redo: those are a text field's, these are the library's.
        ...section('history'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        ...section('find'),
      ],
    },
    { label: '&Playback', submenu: section('playback') },
    {
      label: '&View',
      submenu: [
        ...PAGES.map(({ id, label }, index) => ({
          label,
          click: () => send(`page:${id}`),
          accelerator: `CmdOrCtrl+${index + 1}`,
        })),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: '&Help', role: 'help', submenu: section('help') },
  ];
}

/** The tray's menu: what is wanted without looking for the window. */
export function trayMenu(show: () => void, send: Send, quit: () => void): MenuItemConstructorOptions[] {
  return [
    { label: 'Show Descant', click: show },
    { type: 'separator' },
    ...commandsInMenu('playback').map(({ id, label }) => ({ label, click: () => send(id) })),
    { type: 'separator' },
    { label: 'Quit', click: quit },
  ];
}

/** Keys of a keyboard or a headset, by Electron's names, and what they call. */
export function mediaKeys(): { readonly key: string; readonly command: CommandId }[] {
  const commands: readonly Command[] = COMMANDS;
  return commands.flatMap(({ id, mediaKey }) => (mediaKey === undefined ? [] : [{ key: mediaKey, command: id }]));
}
