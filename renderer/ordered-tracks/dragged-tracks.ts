/** Tracks on the way from one part of the page to another by the pointer. */
import type { DragEvent } from 'react';
import { idsOf, type TrackChoice } from '../selection/track-choice.ts';

const TYPE = 'application/x-descant-tracks';

/** @param keys entries of the list that they come from, which the list itself moves */
export interface DraggedTracks {
  readonly tracks: TrackChoice;
  readonly from: string;
  readonly keys: readonly number[];
}

/** A file of the mount. */
export interface MountedFile {
  readonly id: number;
  /** Absolute path. */
  readonly path: string;
}

export function setDraggedTracks(transfer: DataTransfer, dragged: DraggedTracks): void {
  transfer.effectAllowed = 'copyMove';
  transfer.setData(TYPE, JSON.stringify(dragged));
}

/**
 * What other programs get: the first file as a download, which browsers store where it is dropped, and the addresses of
 * all.
 * @param origin of the service
 */
export function setDraggedFiles(transfer: DataTransfer, files: readonly MountedFile[], origin: string): void {
  const [first] = files;
  if (first === undefined) return;
  const addressOf = ({ id }: MountedFile): string => `${origin}/mounted/${id}`;
  const name = first.path.slice(first.path.lastIndexOf('/') + 1);
  transfer.setData('downloadurl', `application/octet-stream:${name}:${addressOf(first)}`);
  transfer.setData('text/uri-list', files.map(addressOf).join('\r\n'));
}

/** What other programs get that take text: a line for each track. */
export function setDraggedText(
  transfer: DataTransfer,
  tracks: readonly { readonly artist: string; readonly title: string }[],
): void {
  const lines = tracks.map(({ artist, title }) => (artist === '' ? title : `${artist} - ${title}`));
  transfer.setData('text/plain', lines.join('\n'));
}

export function hasDraggedTracks(transfer: DataTransfer): boolean {
  return transfer.types.includes(TYPE);
}

/** `null` where something else is dragged. */
export function draggedTracks(transfer: DataTransfer): DraggedTracks | null {
  const text = transfer.getData(TYPE);
  return text === '' ? null : (JSON.parse(text) as DraggedTracks);
}

/**
 * What an element needs to take tracks that are dropped on it, and to show that it would.
 * @param setOver tells whether tracks are above it
 */
export function trackDrop(take: (tracks: TrackChoice) => unknown, setOver: (over: boolean) => void) {
  return {
    onDragOver(event: DragEvent): void {
      if (!hasDraggedTracks(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (): void => setOver(false),
    onDrop(event: DragEvent): void {
      setOver(false);
      const dragged = draggedTracks(event.dataTransfer);
      if (dragged === null) return;
      event.preventDefault();
      take(dragged.tracks);
    },
  };
}

/** The ids of dropped tracks, for takers that need them; of a query the service is asked. */
export function withIds(take: (ids: readonly number[]) => void): (tracks: TrackChoice) => void {
  return (tracks) => {
    if ('ids' in tracks) take(tracks.ids);
    else void idsOf(tracks).then(take);
  };
}
