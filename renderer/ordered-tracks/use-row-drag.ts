/** Dragging the rows of a list that is ordered by hand, and dropping tracks of other lists on it. */
import { useState, type DragEvent, type FocusEvent, type MouseEvent, type RefObject } from 'react';
import { draggedTracks, hasDraggedTracks, setDraggedTracks, withIds } from './dragged-tracks.ts';
import type { OrderedEntry } from './ordered-entry.ts';

interface RowDragProps {
  /** By which the list knows its own entries. */
  readonly label: string;
  readonly total: number;
  /** Height of a row in pixels. */
  readonly rowPx: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** The entries that go along with the row at an index. */
  readonly draggedFrom: (index: number) => readonly OrderedEntry[];
  readonly onMove: ((keys: readonly number[], before: number) => void) | undefined;
  readonly onDropTracks: ((ids: readonly number[], before: number) => void) | undefined;
}

export function useRowDrag({ label, total, rowPx, scroller, draggedFrom, onMove, onDropTracks }: RowDragProps) {
  const [place, setPlace] = useState<number | null>(null);

  /** The index before which something that is dropped here goes. */
  function placeUnder({ clientY }: DragEvent<HTMLElement>): number {
    const element = scroller.current!;
    const offset = clientY - element.getBoundingClientRect().top + element.scrollTop;
    return Math.max(0, Math.min(total, Math.round(offset / rowPx)));
  }

  return {
    /** Where what is dragged over the list would go: before this index; `null` while nothing is. */
    place,
    onDragStart(event: DragEvent<HTMLElement>): void {
      const index = rowIndexOf(event);
      if (index === null) return;
      const entries = draggedFrom(index);
      setDraggedTracks(event.dataTransfer, {
        from: label,
        tracks: { ids: entries.map(({ trackId }) => trackId) },
        keys: entries.map(({ key }) => key),
      });
    },
    onDragOver(event: DragEvent<HTMLElement>): void {
      if (!hasDraggedTracks(event.dataTransfer) || (onMove ?? onDropTracks) === undefined) return;
      event.preventDefault();
      setPlace(placeUnder(event));
    },
    onDragLeave: (): void => setPlace(null),
    onDrop(event: DragEvent<HTMLElement>): void {
      const dragged = draggedTracks(event.dataTransfer);
      const before = placeUnder(event);
      setPlace(null);
      if (dragged === null) return;
      event.preventDefault();
      if (dragged.from === label) onMove?.(dragged.keys, before);
      else if (onDropTracks !== undefined) withIds((ids) => onDropTracks(ids, before))(dragged.tracks);
    },
  };
}

/** Index of the row that an event is about; `null` outside of rows. */
export function rowIndexOf(event: MouseEvent<HTMLElement> | FocusEvent<HTMLElement>): number | null {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
  return row === null ? null : Number(row.dataset['index']);
}
