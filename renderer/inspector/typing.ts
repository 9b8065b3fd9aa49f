/**
 * Whether a text is being typed in the details. What they show then stays until it is entered or cancelled, also when
 * an edit of another window takes the tracks out of the list: the text would go with it.
 */
import { useEffect, useState } from 'react';
import { create } from 'zustand';

const useOpenEditors = create<{ readonly count: number }>()(() => ({ count: 0 }));

/** Says that a text is being typed as long as the component is there and `open`. */
export function useTyping(open = true): void {
  useEffect(() => {
    if (!open) return;
    useOpenEditors.setState(({ count }) => ({ count: count + 1 }));
    return () => useOpenEditors.setState(({ count }) => ({ count: count - 1 }));
  }, [open]);
}

/**
 * A value that stays as it is while a text is typed. It must be the same object from one render to the next.
 * @param of what the value belongs to; of something else it is taken over at once
 */
export function useHeldWhileTyping<Value>(value: Value, of: unknown): Value {
  const isTyping = useOpenEditors(({ count }) => count > 0);
  const [held, setHeld] = useState({ value, of });
  const isFree = !isTyping || held.of !== of;
  const isNew = isFree && (held.value !== value || held.of !== of);
  if (isNew) setHeld({ value, of });
  return isNew ? value : held.value;
}
