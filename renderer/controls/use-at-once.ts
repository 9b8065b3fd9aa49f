/** A setting that shows a choice before the service has saved it. Choices are saved in their order. */
import { useRef, useState } from 'react';

/**
 * @param kept what the service keeps
 * @param keep tells the service, and looks up what it keeps then; never rejects
 */
export function useAtOnce<T>(kept: T, keep: (value: T) => Promise<unknown>): [T, (value: T) => void] {
  const [chosen, setChosen] = useState<{ readonly value: T } | null>(null);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  function choose(value: T): void {
    const choice = { value };
    setChosen(choice);
    const forget = (): void => setChosen((now) => (now === choice ? null : now));
    // The cache tells of a new value in a task of its own, which is due before this one.
    turn.current = turn.current.then(() => keep(value)).then(() => setTimeout(forget));
  }
  return [chosen === null ? kept : chosen.value, choose];
}
