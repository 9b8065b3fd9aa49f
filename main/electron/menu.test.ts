import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { COMMANDS, type Command, type CommandId } from '../../renderer/catalog/commands.ts';
import { PAGES } from '../../renderer/catalog/pages.ts';
import { applicationMenu, mediaKeys, trayMenu } from './menu.ts';

const commands: readonly Command[] = COMMANDS;

/** The items of ours in a menu: what is written on them, their key, and what they send. */
function itemsOf(make: (send: (command: CommandId) => void) => readonly MenuItemConstructorOptions[]) {
  let sent: CommandId | null = null;
  const all = make((command) => (sent = command)).flatMap((item) =>
    Array.isArray(item.submenu) ? item.submenu : [item],
  );
  return all.flatMap(({ label = '', accelerator, click }) => {
    sent = null;
    (click as (() => void) | undefined)?.();
    return sent === null ? [] : [{ label, key: accelerator, sent: sent as CommandId }];
  });
}

const bar = (platform: NodeJS.Platform) => itemsOf((send) => applicationMenu(platform, send));

describe('the menu bar', () => {
  it('has every command of the table that belongs there once, under its name', () => {
    const own = bar('linux').filter(({ sent }) => !sent.startsWith('page:'));
    expect(own.toSorted((a, b) => a.sent.localeCompare(b.sent))).toEqual(
      commands
        .filter(({ menu }) => menu !== undefined)
        .map(({ id, label, menu }) => ({ label, key: menu?.key, sent: id }))
        .toSorted((a, b) => a.sent.localeCompare(b.sent)),
    );
  });

  it('is German where the system is', () => {
    const menu = applicationMenu('linux', () => {}, 'de-AT');
    expect(menu.map(({ label }) => label)).toEqual(['&Datei', '&Bearbeiten', '&Wiedergabe', '&Ansicht', '&Hilfe']);
    expect(itemsOf((send) => applicationMenu('linux', send, 'de')).map(({ label }) => label)).toContain('Rückgängig');
    expect(
      itemsOf((send) =>
        trayMenu(
          () => {},
          send,
          () => {},
          'de',
        ),
      ).map(({ label }) => label),
    ).toContain('Nächster Titel');
    expect(applicationMenu('linux', () => {}, 'den')[0]?.label).toBe('&File');
  });

  it('has every page in the order of the rail, each with the number of its place as its key', () => {
    expect(bar('linux').filter(({ sent }) => sent.startsWith('page:'))).toEqual(
      PAGES.map(({ id, label }, index) => ({ label, key: `CmdOrCtrl+${index + 1}`, sent: `page:${id}` })),
    );
  });

  it('has the keys and the first menu of macOS there', () => {
    const redo = (platform: NodeJS.Platform) => bar(platform).find(({ sent }) => sent === 'redo')?.key;
    expect(redo('darwin')).toBe('Shift+Cmd+Z');
    expect(redo('linux')).toBe('Ctrl+Y');
    expect(bar('darwin').find(({ sent }) => sent === 'find')?.key).toBe('CmdOrCtrl+F');
    expect(applicationMenu('darwin', () => {})[0]).toEqual({ role: 'appMenu' });
    expect(applicationMenu('linux', () => {})[0]?.label).toBe('&File');
  });

  it('closes the window on macOS, where the application goes on, and quits elsewhere', () => {
    const roles = (platform: NodeJS.Platform) =>
      applicationMenu(platform, () => {}).flatMap(({ submenu }) =>
        Array.isArray(submenu) ? submenu.map(({ role }) => role) : [],
      );
    expect(roles('darwin')).toContain('close');
    expect(roles('darwin')).not.toContain('quit');
    expect(roles('linux')).toContain('quit');
  });
});

describe('the tray', () => {
  it('plays, goes on, shows the window and quits', () => {
    const calls: string[] = [];
    const menu = trayMenu(
      () => calls.push('show'),
      (command) => calls.push(command),
      () => calls.push('quit'),
    );
    for (const { click } of menu) (click as (() => void) | undefined)?.();
    const playback = commands.filter(({ menu }) => menu?.section === 'playback').map(({ id }) => id);
    expect(calls).toEqual(['show', ...playback, 'quit']);
    expect(playback).toContain('play-pause');
  });
});

describe('media keys', () => {
  it('call the commands of playing', () => {
    expect(mediaKeys()).toEqual([
      { key: 'MediaPlayPause', command: 'play-pause' },
      { key: 'MediaNextTrack', command: 'next-track' },
      { key: 'MediaPreviousTrack', command: 'previous-track' },
    ]);
  });
});
