import { expect, it } from 'vitest';
import { findsPresentNamesOnly, isRenamingProgram } from './renaming-programs.ts';

it.each(['mv', 'rename', 'Thunar', 'kioslave5', 'kioslave'])('users rename files with %s', (name) => {
  expect([isRenamingProgram(name), findsPresentNamesOnly(name)]).toEqual([true, true]);
});

it.each(['mkdir', 'mpd', 'Plex Media Scanner'])('%s finds present names only', (name) => {
  expect([isRenamingProgram(name), findsPresentNamesOnly(name)]).toEqual([false, true]);
});

it.each(['kid3', 'picard', 'python3', 'xkioslave', 'kioslave5x', ''])('%j finds former names', (name) => {
  expect([isRenamingProgram(name), findsPresentNamesOnly(name)]).toEqual([false, false]);
});
