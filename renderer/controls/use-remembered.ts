/** A small preference of this browser, kept across reloads; works without storage too. */
import { useState } from 'react';

/** @param usual holds as long as nothing has been chosen */
export function useRemembered(name: string, usual: boolean): [boolean, (value: boolean) => void] {
  const [text, setText] = useKept(name);
  return [text === null ? usual : text === 'true', (next) => setText(String(next))];
}

/** The same for a number. */
export function useRememberedNumber(name: string, usual: number): [number, (value: number) => void] {
  const [text, setText] = useKept(name);
  const kept = Number(text ?? '');
  return [text === null || text === '' || !Number.isFinite(kept) ? usual : kept, (next) => setText(String(next))];
}

/** The same for a text. */
export function useRememberedText(name: string, usual: string): [string, (value: string) => void] {
  const [text, setText] = useKept(name);
  return [text ?? usual, setText];
}

function useKept(name: string): [string | null, (text: string) => void] {
  const [text, setText] = useState(() => read(name));
  return [
    text,
    (next) => {
      setText(next);
      try {
        window.localStorage.setItem(`descant.${name}`, next);
      } catch {
        // Storage may be denied or full: the preference then holds until the page is closed.
      }
    },
  ];
}

function read(name: string): string | null {
  try {
    return window.localStorage.getItem(`descant.${name}`);
  } catch {
    return null;
  }
}
