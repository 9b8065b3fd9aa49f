/** Decides whether a saved file is a change of tags and pictures of its track, and of nothing else. */
import { LayoutError, type WeakerTag } from '../formats/layout.ts';
import { LongPictureError } from '../formats/picture-body.ts';
import { readLayout } from '../formats/read-layout.ts';
import type { SavedChanges } from '../overlay/edit-sink.ts';
import { withPlanFiles } from '../overlay/plan-files.ts';
import { BufferedFile } from '../overlay/buffered-file.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import type { Draft } from './draft.ts';
import { isSameAudio } from './same-audio.ts';
import { extensionOf, readSavedFile, type ReadFile } from './read-file.ts';
import { changesBetween } from './saved-file.ts';
import { weakerChanges, weakerPictures } from './weaker-changes.ts';

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
  const readSaved = async (...args: Parameters<typeof readServed>): Promise<void> => void (await draft.read(...args));
  const before = await readSavedFile(new BufferedFile(served.plan.size, readServed), readServed, name);
  if (before === null) return refused('The format of this file is not understood well enough to take changes from it.');
  if (draft.size === 0) return refused('The file was saved empty.');
  let after: ReadFile | null;
  try {
    after = await readSavedFile(draft.buffered(), readSaved, name);
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
  if (
    !untouched &&
    !(await isSameAudio({ layout: before.layout, read: readServed }, { layout: after.layout, read: readSaved }))
  ) {
    return refused(
      'The audio itself was changed. Descant takes changes of tags and pictures; originals are never altered.',
    );
  }
  try {
    return await acceptedChanges(before, after, () => weakerTagsOf(served, name));
  } catch (error) {
    if (error instanceof LongPictureError) return refused(error.message);
    if (error instanceof LayoutError) return unreadable(error);
    throw error;
  }
}

/** The changes of a save with the same audio, those that were made in weaker tags included. */
async function acceptedChanges(
  before: ReadFile,
  after: ReadFile,
  readOriginal: () => Promise<readonly WeakerTag[]>,
): Promise<SaveVerdict> {
  const changes = await changesBetween(before, after);
  if (after.layout.weaker === undefined) return { accepted: true, changes };
  const original = await readOriginal();
  const hidden = changes.pictures === undefined ? weakerPictures(after.layout, original) : undefined;
  if (hidden !== undefined) {
    return refused(
      `A picture was saved in the ${hidden.kind} tag, where the file's other tag hides it. Save it there.`,
    );
  }
  const weaker = weakerChanges(before.layout, after.layout, changes.fields, original);
  return { accepted: true, changes: { ...changes, fields: { ...changes.fields, ...weaker } } };
}

/** The weaker tags of a track's original. */
async function weakerTagsOf({ path, stamp }: VirtualFile, name: string): Promise<readonly WeakerTag[]> {
  if (stamp === null) return [];
  const layout = await withPlanFiles(path, stamp, ({ source }) => readLayout(source, extensionOf(name)));
  return layout?.weaker ?? [];
}

function unreadable({ message }: LayoutError): SaveVerdict {
  return refused(`What was saved cannot be read as an audio file: ${message}`);
}

function refused(reason: string): SaveVerdict {
  return { accepted: false, reason };
}
