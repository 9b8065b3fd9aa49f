/**
 * The menus and media keys of the desktop shell as data, made from the page's tables of commands and pages
 * (`renderer/catalog`), in the language of the system: each item sends the page the id of its command, and the page
 * does what it means there and then.
 */
import type { MenuItemConstructorOptions } from 'electron';
import {
  COMMANDS,
  commandsInMenu,
  type Command,
  type CommandId,
  type MenuSection,
} from '../../renderer/catalog/commands.ts';
import { GERMAN_NAMES } from '../../renderer/catalog/german.ts';
import { PAGES } from '../../renderer/catalog/pages.ts';

type Send = (command: CommandId) => void;

/** What stands on menus beside the names of commands and pages. */
const GERMAN_MENUS = {
  '&File': '&Datei',
  '&Edit': '&Bearbeiten',
  '&Playback': '&Wiedergabe',
  '&View': '&Ansicht',
  '&Help': '&Hilfe',
  'Show Descant': 'Descant anzeigen',
  Quit: 'Beenden',
} as const;

type MenuText = keyof typeof GERMAN_NAMES | keyof typeof GERMAN_MENUS;

/** How the texts of menus are read in a language. @param locale a language tag, as Electron names that of the system */
function wordsIn(locale: string): (text: MenuText) => string {
  if (!/^de\b/u.test(locale)) return (text) => text;
  const german: Readonly<Record<MenuText, string>> = { ...GERMAN_NAMES, ...GERMAN_MENUS };
  return (text) => german[text];
}

/**
 * The menu bar for a platform. On macOS the first menu is the application's own.
 * @param locale the language of the system, which the shell follows: `de-AT`
 */
export function applicationMenu(platform: NodeJS.Platform, send: Send, locale = 'en'): MenuItemConstructorOptions[] {
  const words = wordsIn(locale);
  const mac = platform === 'darwin';
  const section = (name: MenuSection): MenuItemConstructorOptions[] =>
    commandsInMenu(name).map(({ id, label, menu }) => {
      const accelerator = (mac ? menu?.macKey : undefined) ?? menu?.key;
      return { label: words(label), click: () => send(id), ...(accelerator === undefined ? {} : { accelerator }) };
    });
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: words('&File'), submenu: [...section('file'), { type: 'separator' }, { role: mac ? 'close' : 'quit' }] },
    {
      label: words('&Edit'),
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
    { label: words('&Playback'), submenu: section('playback') },
    {
      label: words('&View'),
      submenu: [
        ...PAGES.map(({ id, label }, index) => ({
          label: words(label),
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
    { label: words('&Help'), role: 'help', submenu: section('help') },
  ];
}

/** The tray's menu: what is wanted without looking for the window. */
export function trayMenu(show: () => void, send: Send, quit: () => void, locale = 'en'): MenuItemConstructorOptions[] {
  const words = wordsIn(locale);
  return [
    { label: words('Show Descant'), click: show },
    { type: 'separator' },
    ...commandsInMenu('playback').map(({ id, label }) => ({ label: words(label), click: () => send(id) })),
    { type: 'separator' },
    { label: words('Quit'), click: quit },
  ];
}

/** Keys of a keyboard or a headset, by Electron's names, and what they call. */
export function mediaKeys(): { readonly key: string; readonly command: CommandId }[] {
  const commands: readonly Command[] = COMMANDS;
  return commands.flatMap(({ id, mediaKey }) => (mediaKey === undefined ? [] : [{ key: mediaKey, command: id }]));
}
