/** A small preference of this browser, kept across reloads; works without storage too. */
import { useState } from 'react';

/** @param usual holds as long as nothing has been chosen */
export function useRemembered(name: string, usual: boolean): [boolean, (value: boolean) => void] {
  const [chosen, setValue] = useState(() => read(name));
  return [
    chosen ?? usual,
    (next) => {
      setValue(next);
      try {
        window.localStorage.setItem(`descant.${name}`, String(next));
      } catch {
        // Storage may be denied or full: the preference then holds until the page is closed.
      }
    },
  ];
}

function read(name: string): boolean | null {
  try {
    const text = window.localStorage.getItem(`descant.${name}`);
    return text === null ? null : text === 'true';
  } catch {
    return null;
  }
}
