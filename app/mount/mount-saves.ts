/** What programs save in the mount, as edits of the library. */
import type { RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { RefusedSaveEntry } from '../model/mount.ts';
import type { FieldChanges } from '../library/edits.ts';
import { PICTURE_FIELD, storedPicture } from '../library/pictures.ts';
import type { WriterMethods } from '../service/writer-thread.ts';
import { storePicture } from '../storage/art-store.ts';
import type { Thread } from '../storage/thread.ts';

export class MountSaves {
  readonly #library: string;
  readonly #writer: Thread<WriterMethods>;
  readonly #refused: (save: RefusedSaveEntry) => void;

  /** @param refused told of a save that was not accepted, once it is noted */
  constructor(library: string, writer: Thread<WriterMethods>, refused: (save: RefusedSaveEntry) => void) {
    this.#library = library;
    this.#writer = writer;
    this.#refused = refused;
  }

  /** A program has saved a track: one batch of edits with the program as its author. */
  async commit(saved: SavedChanges): Promise<{ generation: number }> {
    await this.commitTogether([saved], 'saved in the mount');
    return { generation: await this.#writer.call.generationOf({ id: saved.trackId }) };
  }

  /** What a program did to several tracks at once: one batch of edits. */
  async commitTogether(saved: readonly SavedChanges[], note: string): Promise<void> {
    const [first] = saved;
    if (first === undefined) return;
    const edits = [];
    for (const changes of saved) edits.push({ id: changes.trackId, changes: await this.#fieldChanges(changes) });
    await this.#writer.call.editEach({ edits, author: { name: first.author, kind: 'program' }, note });
  }

  async refuse(save: RefusedSave): Promise<void> {
    this.#refused(await this.#writer.call.addRefusedSave(save));
  }

  async #fieldChanges({ fields, pictures }: SavedChanges): Promise<FieldChanges> {
    const changes: Record<string, readonly string[] | null> = { ...fields };
    if (pictures) {
      const stored = [];
      for (const { type, bytes } of pictures) {
        const picture = await storePicture(this.#library, bytes);
        await this.#writer.call.addPicture(picture);
        stored.push(storedPicture(type, picture.hash));
      }
      changes[PICTURE_FIELD] = stored.length > 0 ? stored : null;
    }
    return changes;
  }
}
