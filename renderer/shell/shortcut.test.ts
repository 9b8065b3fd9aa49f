import { describe, expect, it } from 'vitest';
import { shortcutOf, type KeyPress } from './shortcut.ts';

const press = (key: string, extra: Partial<KeyPress> = {}): KeyPress => ({
  key,
  control: false,
  shift: false,
  alt: false,
  ...extra,
});

describe('keyboard shortcuts', () => {
  it('leave text fields alone, undo too: there it undoes typing', () => {
    for (const key of ['/', ' ', '?', 'ArrowLeft']) expect(shortcutOf(press(key), 'text')).toBeNull();
    expect(shortcutOf(press('z', { control: true }), 'text')).toBeNull();
  });

  it('leave Space and arrows to the control that has the focus', () => {
    expect(shortcutOf(press(' '), 'control')).toBeNull();
    expect(shortcutOf(press('ArrowRight'), 'control')).toBeNull();
    expect(shortcutOf(press(' '), 'page')).toBe('play-pause');
    expect(shortcutOf(press('ArrowRight'), 'page')).toBe('forward');
  });

  it('undo and redo by the keys people know', () => {
    expect(shortcutOf(press('z', { control: true }), 'control')).toBe('undo');
    expect(shortcutOf(press('Z', { control: true, shift: true }), 'page')).toBe('redo');
    expect(shortcutOf(press('y', { control: true }), 'page')).toBe('redo');
  });

  it('take nothing with Alt: that is the browser going back', () => {
    expect(shortcutOf(press('ArrowLeft', { alt: true }), 'page')).toBeNull();
  });

  it('go to the next and the previous track', () => {
    expect(shortcutOf(press('ArrowRight', { control: true }), 'page')).toBe('next');
    expect(shortcutOf(press('ArrowLeft', { control: true }), 'page')).toBe('previous');
  });
});
