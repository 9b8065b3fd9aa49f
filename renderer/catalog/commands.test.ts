import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  commandLabel,
  commandsInMenu,
  isTrackCommand,
  takesTracks,
  TRACK_MENU_GROUPS,
  trackCommands,
  type Command,
} from './commands.ts';

const commands: readonly Command[] = COMMANDS;

describe('the commands', () => {
  it('have ids, names, keys and media keys of their own', () => {
    for (const words of [
      commands.map(({ id }) => id),
      commands.map(({ label }) => label),
      commands.flatMap(({ keys }) => keys),
      commands.flatMap(({ menu }) => menu?.key ?? []),
      commands.flatMap(({ mediaKey }) => mediaKey ?? []),
    ]) {
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it('can each be called from somewhere', () => {
    for (const { id, keys, menu, tracks } of commands) {
      expect(keys.length > 0 || menu !== undefined || tracks !== undefined, id).toBe(true);
    }
  });

  it('have icons of their own within a group of the menu of tracks', () => {
    for (const group of TRACK_MENU_GROUPS) {
      const icons = commands.filter(({ tracks }) => tracks?.group === group).flatMap(({ icon }) => icon ?? []);
      expect(new Set(icons).size, `${group}: ${icons.join(', ')}`).toBe(icons.length);
    }
  });

  it('stand in the menus in the order of the table', () => {
    for (const section of ['file', 'history', 'find', 'playback', 'help'] as const) {
      const shown = commandsInMenu(section);
      expect(shown.length, section).toBeGreaterThan(0);
      expect(shown).toEqual(commands.filter(({ menu }) => menu?.section === section));
    }
    expect(commandsInMenu('history')[0]?.id).toBe('undo');
  });

  it('stand in the menu of tracks in the order of the table, each in one group', () => {
    for (const group of TRACK_MENU_GROUPS) {
      const shown = trackCommands(group);
      expect(shown.length, group).toBeGreaterThan(0);
      expect(shown).toEqual(commands.filter(({ tracks }) => tracks?.group === group));
    }
    expect(isTrackCommand('favourite')).toBe(true);
    expect(isTrackCommand('undo')).toBe(false);
    expect(isTrackCommand('page:mount')).toBe(false);
  });

  it('take one track, several, or any number', () => {
    const taken = (id: string): boolean[] =>
      [1, 2, 9].map((amount) =>
        takesTracks(
          commands.find((command) => command.id === id)!,
          amount,
        ),
      );
    expect(taken('find-similar')).toEqual([true, false, false]);
    expect(taken('compare-sounds')).toEqual([false, true, true]);
    expect(taken('play')).toEqual([true, true, true]);
    expect(taken('undo')).toEqual([false, false, false]);
  });

  it('are called what menus and buttons say', () => {
    expect(commandLabel('next-track')).toBe('Next track');
  });
});
