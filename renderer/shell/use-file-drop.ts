/**
 * Files that are dragged over the window. Places that take files themselves (covers, the field for a folder) prevent
 * what the browser does, and come first; anywhere else files are taken to be recognised. A drop that nobody takes would
 * have the browser leave the page.
 */
import { useEffect, useState } from 'react';
import { recogniseFiles } from '../commands/recognise-files.ts';
import { useOpenDialog } from '../commands/open-dialog.ts';
import { hasFiles } from '../controls/dragged-files.ts';

/** @param enabled whether there is a library to look in @returns whether a drop would be taken now */
export function useFileDrop(enabled: boolean): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    function onDragOver(event: DragEvent): void {
      const isMine = !event.defaultPrevented && hasFiles(event.dataTransfer);
      const takes = isMine && enabled && isReachable();
      setOver(takes);
      if (!isMine) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
    }
    function onDragLeave(event: DragEvent): void {
      // From one element to the next the drag stays in the window.
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent): void {
      setOver(false);
      if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (enabled && isReachable()) recogniseFiles([...(event.dataTransfer?.files ?? [])]);
    }
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [enabled]);
  return over;
}

/** Whether nothing lies over the page but the dialog that shows what was recognised. */
function isReachable(): boolean {
  return document.querySelector('dialog[open]') === null || useOpenDialog.getState().dialog?.kind === 'recognise';
}
