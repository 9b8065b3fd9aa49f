/** Turns what programs save in the mount into edits of the library. */
import type { RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { RefusedSaveEntry } from '../model/mount.ts';
import type { Author } from '../library/edit-history.ts';
import type { FieldChanges } from '../library/planned-edit.ts';
import { PICTURE_FIELD, storedPicture } from '../library/pictures.ts';
import { keepPicture, type StoredPicture } from '../storage/art-store.ts';

/** Write methods of the database that saves use. */
export interface SaveWrites {
  editEach(batch: {
    readonly edits: readonly { readonly id: number; readonly changes: FieldChanges }[];
    readonly author: Author;
    readonly note: string;
  }): Promise<unknown>;
  generationOf(track: { readonly id: number }): Promise<number>;
  addPicture(picture: StoredPicture): Promise<void>;
  addRefusedSave(save: RefusedSave): Promise<RefusedSaveEntry>;
}

export class MountSaves {
  readonly #library: string;
  readonly #write: SaveWrites;
  readonly #refused: (save: RefusedSaveEntry) => void;

  /** @param refused called with each refused save once it is recorded */
  constructor(library: string, write: SaveWrites, refused: (save: RefusedSaveEntry) => void) {
    this.#library = library;
    this.#write = write;
    this.#refused = refused;
  }

  /** One save: a batch of edits with the program as its author. @returns the track's generation after it */
  async commit(saved: SavedChanges): Promise<{ generation: number }> {
    await this.commitTogether([saved], 'saved in the mount');
    return { generation: await this.#write.generationOf({ id: saved.trackId }) };
  }

  /** Changes of several tracks by one program: one batch of edits. */
  async commitTogether(saved: readonly SavedChanges[], note: string): Promise<void> {
    const [first] = saved;
    if (first === undefined) return;
    const edits = [];
    for (const changes of saved) edits.push({ id: changes.trackId, changes: await this.#fieldChanges(changes) });
    await this.#write.editEach({ edits, author: { name: first.author, kind: 'program' }, note });
  }

  /** Records a refused save. */
  async refuse(save: RefusedSave): Promise<void> {
    this.#refused(await this.#write.addRefusedSave(save));
  }

  async #fieldChanges({ fields, pictures }: SavedChanges): Promise<FieldChanges> {
    const changes: Record<string, readonly string[] | null> = { ...fields };
    if (pictures) {
      const stored = [];
      for (const { type, description, bytes } of pictures) {
        const picture = await keepPicture(this.#library, bytes, (row) => this.#write.addPicture(row));
        stored.push(storedPicture(type, picture.hash, description));
      }
      changes[PICTURE_FIELD] = stored.length > 0 ? stored : null;
    }
    return changes;
  }
}
