import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../catalog/commands.ts';
import { commandOfKey, type KeyPress } from './shortcut.ts';

const press = (key: string, extra: Partial<KeyPress> = {}): KeyPress => ({
  key,
  control: false,
  shift: false,
  alt: false,
  ...extra,
});

describe('keyboard shortcuts', () => {
  it('leave text fields alone, undo too: there it undoes typing', () => {
    for (const key of ['/', ' ', '?', 'ArrowLeft', 'F2']) expect(commandOfKey(press(key), 'text')).toBeNull();
    expect(commandOfKey(press('z', { control: true }), 'text')).toBeNull();
  });

  it('open the palette in text fields, too', () => {
    expect(commandOfKey(press('k', { control: true }), 'text')).toBe('palette');
    expect(commandOfKey(press('k', { control: true }), 'page')).toBe('palette');
    expect(commandOfKey(press('k'), 'text')).toBeNull();
  });

  it('show a page from text fields where its key types nothing', () => {
    expect(commandOfKey(press(',', { control: true }), 'text')).toBe('page:settings');
    expect(commandOfKey(press('A', { shift: true }), 'text')).toBeNull();
    expect(commandOfKey(press('A', { shift: true }), 'page')).toBe('page:albums');
  });

  it('leave Space and arrows to the control that has the focus, but not with Ctrl', () => {
    for (const key of [' ', 'ArrowRight', 'ArrowLeft']) expect(commandOfKey(press(key), 'control')).toBeNull();
    expect(commandOfKey(press(' '), 'page')).toBe('play-pause');
    expect(commandOfKey(press('ArrowRight'), 'page')).toBe('seek-forward');
    expect(commandOfKey(press('ArrowLeft'), 'page')).toBe('seek-back');
    expect(commandOfKey(press('ArrowRight', { control: true }), 'control')).toBe('next-track');
  });

  it('undo and redo by the usual keys', () => {
    expect(commandOfKey(press('z', { control: true }), 'control')).toBe('undo');
    expect(commandOfKey(press('Z', { control: true, shift: true }), 'page')).toBe('redo');
    expect(commandOfKey(press('y', { control: true }), 'page')).toBe('redo');
    expect(commandOfKey(press('z'), 'page')).toBeNull();
  });

  it('take nothing with Alt: that is the browser going back', () => {
    expect(commandOfKey(press('ArrowLeft', { alt: true }), 'page')).toBeNull();
  });

  it('go to the next and the previous track', () => {
    expect(commandOfKey(press('ArrowRight', { control: true }), 'page')).toBe('next-track');
    expect(commandOfKey(press('ArrowLeft', { control: true }), 'page')).toBe('previous-track');
  });

  it('do not ask for Shift to be up where no shortcut has it', () => {
    expect(commandOfKey(press('?', { shift: true }), 'page')).toBe('show-keys');
    expect(commandOfKey(press('/', { shift: true }), 'control')).toBe('find');
    expect(commandOfKey(press('Y', { control: true, shift: true }), 'page')).toBe('redo');
  });

  it('leave other keys alone', () => {
    expect(commandOfKey(press('z'), 'page')).toBeNull();
    expect(commandOfKey(press('/', { control: true }), 'page')).toBeNull();
  });

  it('call each command of the table that has a key', () => {
    for (const { id, keys } of COMMANDS) {
      for (const text of keys) {
        const name = text.split('+').at(-1) ?? '';
        const key = name === 'Space' ? ' ' : name;
        const control = text.startsWith('Ctrl+');
        expect(commandOfKey(press(key, { control, shift: text.includes('Shift+') }), 'page'), text).toBe(id);
      }
    }
  });
});
