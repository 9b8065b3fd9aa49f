/** Tracks on the way from one part of the page to another by the pointer. */

const TYPE = 'application/x-descant-tracks';

/** @param keys entries of the list that they come from, which the list itself moves */
export interface DraggedTracks {
  readonly ids: readonly number[];
  readonly from: string;
  readonly keys: readonly number[];
}

export function setDraggedTracks(transfer: DataTransfer, dragged: DraggedTracks): void {
  transfer.effectAllowed = 'copyMove';
  transfer.setData(TYPE, JSON.stringify(dragged));
}

export function hasDraggedTracks(transfer: DataTransfer): boolean {
  return transfer.types.includes(TYPE);
}

/** `null` where something else is dragged. */
export function draggedTracks(transfer: DataTransfer): DraggedTracks | null {
  const text = transfer.getData(TYPE);
  return text === '' ? null : (JSON.parse(text) as DraggedTracks);
}
