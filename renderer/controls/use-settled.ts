/** A value that has not changed for a while: for look-ups that should wait until one stops moving. */
import { useEffect, useState } from 'react';

/** @param delay milliseconds without a change */
export function useSettled<T>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}
