/**
 * A modal dialog that opens with what renders it. Going back or forward in the browser leaves the page that it is about,
 * so it closes then, by its own means: callers hear of it as of Escape.
 */
import { useEffect, useRef, type RefObject } from 'react';

export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
    const leave = (): void => dialog.current?.close();
    window.addEventListener('popstate', leave);
    return () => window.removeEventListener('popstate', leave);
  }, []);
  return dialog;
}
