/** Decides whether a saved file is a change of tags and pictures of its track, and of nothing else. */
import { LayoutError } from '../formats/layout.ts';
import type { SavedChanges } from '../overlay/edit-sink.ts';
import { BufferedFile } from '../overlay/buffered-file.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import type { Draft } from './draft.ts';
import { isSameAudio } from './same-audio.ts';
import { changesBetween, readSavedFile, type ReadFile } from './saved-file.ts';

export type SaveVerdict =
  | { readonly accepted: true; readonly changes: Pick<SavedChanges, 'fields' | 'pictures'> }
  /** `reason` is a sentence for the user. */
  | { readonly accepted: false; readonly reason: string };

/**
 * @param served the generation that was served of the track; retained
 * @param name of the track's original
 */
export async function validateSave(draft: Draft, served: VirtualFile, name: string): Promise<SaveVerdict> {
  const readServed = async (buffer: Uint8Array, offset: number, length: number, position: number): Promise<void> => {
    await served.read(buffer.subarray(offset, offset + length), length, position);
  };
  const before = await readSavedFile(new BufferedFile(served.plan.size, readServed), name);
  if (before === null) return refused('The format of this file is not understood well enough to take changes from it.');
  if (draft.size === 0) return refused('The file was saved empty.');
  let after: ReadFile | null;
  try {
    after = await readSavedFile(draft.buffered(), name);
  } catch (error) {
    if (error instanceof LayoutError) return unreadable(error);
    throw error;
  }
  if (after === null) return refused('What was saved is not an audio file of this kind.');
  const { offset, length } = after.layout.audio;
  const untouched =
    draft.before === served &&
    offset === before.layout.audio.offset &&
    length === before.layout.audio.length &&
    draft.isUntouched(offset, offset + length);
  const readSaved = async (...args: Parameters<typeof readServed>): Promise<void> => void (await draft.read(...args));
  if (
    !untouched &&
    !(await isSameAudio({ layout: before.layout, read: readServed }, { layout: after.layout, read: readSaved }))
  ) {
    return refused(
      'The audio itself was changed. Descant takes changes of tags and pictures; originals are never altered.',
    );
  }
  try {
    return { accepted: true, changes: await changesBetween(before, after) };
  } catch (error) {
    if (error instanceof LayoutError) return unreadable(error);
    throw error;
  }
}

function unreadable({ message }: LayoutError): SaveVerdict {
  return refused(`What was saved cannot be read as an audio file: ${message}`);
}

function refused(reason: string): SaveVerdict {
  return { accepted: false, reason };
}
