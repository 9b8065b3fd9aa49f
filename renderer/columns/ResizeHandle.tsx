/** The edge of a heading: dragged it makes the column wider or narrower, a double click gives the usual width back. */
import type { PointerEvent } from 'react';
import styles from './Columns.module.css';

interface ResizeHandleProps {
  /** @param width of the heading in pixels */
  readonly onResize: (width: number) => void;
  readonly onReset: () => void;
}

export function ResizeHandle({ onResize, onReset }: ResizeHandleProps) {
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    const handle = event.currentTarget;
    const width = handle.parentElement?.offsetWidth ?? 0;
    const from = event.clientX;
    // Not a drag of the heading.
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => onResize(width + moved.clientX - from);
    const end = (): void => handle.removeEventListener('pointermove', move);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', end, { once: true });
  }
  return <span className={styles.handle} aria-hidden="true" onPointerDown={onPointerDown} onDoubleClick={onReset} />;
}
