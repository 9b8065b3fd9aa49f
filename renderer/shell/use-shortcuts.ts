/** Listens for the page's keyboard shortcuts. */
import { useEffect } from 'react';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { playNext, playPrevious, seek, togglePlay, usePlayer } from '../playback/player.ts';
import { redo, undo } from '../service/edit-tracks.ts';
import { showKeys } from './keys.ts';
import { shortcutOf, type Focus, type Shortcut } from './shortcut.ts';

const STEP_S = 5;

const COMMANDS: Readonly<Record<Shortcut, () => void>> = {
  search: focusSearch,
  'play-pause': () => void togglePlay(),
  next: () => void playNext(),
  previous: () => void playPrevious(),
  forward: () => seek(usePlayer.getState().position + STEP_S),
  back: () => seek(usePlayer.getState().position - STEP_S),
  undo: () => void undo(),
  redo: () => void redo(),
  keys: showKeys,
};

export function useShortcuts(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const shortcut = shortcutOf(
        { key: event.key, control: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey },
        focusOf(event.target),
      );
      if (shortcut === null) return;
      event.preventDefault();
      COMMANDS[shortcut]();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Goes to the library and into the search field. */
export function focusSearch(): void {
  if (useAddress.getState().view !== 'library') goTo({ view: 'library' });
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('[data-search]');
    field?.focus();
    field?.select();
  });
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'page';
  if (
    target.matches(
      'input:not([type="range"], [type="checkbox"], [type="file"]), textarea, select, [contenteditable="true"]',
    )
  ) {
    return 'text';
  }
  return target.closest('button, a, input, summary, [role="slider"], [role="option"]') === null ? 'page' : 'control';
}
