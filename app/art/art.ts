/** What people do with the pictures of tracks: give, copy and take them away. Each is one batch of the history. */
import { readFile } from 'node:fs/promises';
import type { Author } from '../library/edit-history.ts';
import { NotFoundError } from '../library/not-found.ts';
import { FRONT_COVER, storedPicture } from '../library/pictures.ts';
import type { PictureInForce } from '../library/original-picture.ts';
import type { Settings } from '../library/settings.ts';
import { ART_TYPES, type ArtEdit, type ArtRow, type ArtType, type CleanedArt, type StoredArt } from '../model/art.ts';
import type { EditResult } from '../model/history.ts';
import { picturePath, removePartialPictures, type StoredPicture } from '../storage/art-store.ts';
import type { PictureLimits, PictureReply } from '../thumbnails/thumbnail-messages.ts';
import type { ChangeArtRequest } from './change-art.ts';
import { storeArt, type ArtSource } from './store-art.ts';
import type { DeleteRequest, UnnamedPictures } from './unnamed-pictures.ts';

/** Milliseconds that a picture stays without being named: it is stored before the edit that names it. */
const KEPT = 24 * 3_600_000;
/** Pictures that are deleted in one transaction. */
const DELETED_AT_ONCE = 100;

/** The picture type "other". */
const UNTYPED = 0;

/** What the service offers to it. */
export interface ArtParts {
  /** Absolute path of the library folder. */
  readonly library: string;
  readonly settings: () => Promise<Settings>;
  readonly read: {
    artOfTrack(track: { readonly id: number }): Promise<readonly ArtRow[] | null>;
    ids(request: { readonly query: string }): Promise<readonly number[]>;
    picture(picture: { readonly id: number; readonly index: number | null }): Promise<PictureInForce>;
    unnamedPictures(request: { readonly addedBefore: number }): Promise<UnnamedPictures>;
  };
  readonly write: {
    addPicture(picture: StoredPicture): Promise<void>;
    changeArt(request: ChangeArtRequest): Promise<EditResult>;
    deletePictures(request: DeleteRequest): Promise<Pick<CleanedArt, 'pictures' | 'bytes'>>;
  };
  readonly thumbnails: { fit(picture: Uint8Array, limits: PictureLimits): Promise<PictureReply> };
}

/** Tracks by their ids, or those that a query finds. */
export type Where = { readonly ids: readonly number[] } | { readonly query: string };

/** Pictures of the art store for some tracks. */
export interface WantedArt {
  readonly where: Where;
  readonly pictures: ArtEdit['pictures'];
}

/** How an edit of pictures is made. */
export interface ArtOptions {
  readonly author: Author;
  readonly dryRun?: boolean;
}

export class Art {
  readonly #parts: ArtParts;

  constructor(parts: ArtParts) {
    this.#parts = parts;
  }

  /** Takes a picture into the art store: see `storeArt`. @throws PictureError, ArtLimitError */
  async store(source: ArtSource, fit: boolean): Promise<StoredArt> {
    const { library, write, thumbnails } = this.#parts;
    const settings = await this.#parts.settings();
    const limits = { mostBytes: settings['art.most-bytes'], mostPixels: settings['art.most-pixels'] };
    const parts = {
      library,
      limits,
      fit: thumbnails.fit.bind(thumbnails),
      addPicture: (picture: StoredPicture) => write.addPicture(picture),
    };
    return storeArt(parts, source, fit);
  }

  /** The bytes of a picture in force; null where it is not there any more. @throws where its file cannot be read */
  async read(id: number, index: number): Promise<Buffer | null> {
    const picture = await this.#parts.read.picture({ id, index });
    if (!picture) return null;
    if ('hash' in picture) return readFile(picturePath(this.#parts.library, picture.hash));
    return Buffer.from(picture.bytes);
  }

  /**
   * Gives tracks pictures of the art store, all as one batch. They take the place of pictures of their types; a front
   * cover also that of pictures without a type.
   * @param only whether they become the only pictures of the tracks; otherwise those of other types stay
   */
  async set(
    wanted: readonly WantedArt[],
    { author, dryRun = false, only = false, note = 'changed pictures' }: ArtOptions & { only?: boolean; note?: string },
  ): Promise<EditResult> {
    const edits: ArtEdit[] = [];
    for (const { where, pictures } of wanted) edits.push({ ids: await this.#idsOf(where), pictures });
    const types = new Set(edits.flatMap(({ pictures }) => pictures.map(({ type }) => ART_TYPES.indexOf(type))));
    // Many programs and MP4 files give their cover no type.
    if (types.has(FRONT_COVER)) types.add(UNTYPED);
    return this.#parts.write.changeArt({ edits, replaced: only ? null : [...types], author, note, dryRun });
  }

  /** Makes a picture the only one of tracks, as their front cover; null removes their pictures. */
  async setOnly(ids: readonly number[], bytes: Uint8Array | null, options: ArtOptions): Promise<EditResult> {
    if (bytes === null) return this.remove({ ids }, null, options);
    const { hash } = await this.store({ bytes }, false);
    return this.set([{ where: { ids }, pictures: [{ type: 'front', hash }] }], { ...options, only: true });
  }

  /** Takes pictures away: those of these types, of all types for null. */
  async remove(
    where: Where,
    types: readonly ArtType[] | null,
    { author, dryRun = false }: ArtOptions,
  ): Promise<EditResult> {
    const edits = [{ ids: await this.#idsOf(where), pictures: [] }];
    const replaced = types?.map((type) => ART_TYPES.indexOf(type)) ?? null;
    return this.#parts.write.changeArt({ edits, replaced, author, note: 'removed pictures', dryRun });
  }

  /**
   * Gives tracks the pictures of another one. Pictures in its file are taken into the art store first.
   * @param types only those of these types; null for all
   * @throws NotFoundError where it has no such picture; the errors of `store`
   */
  async copy(
    from: number,
    where: Where,
    { types, fit, author, dryRun = false }: ArtOptions & { types: readonly ArtType[] | null; fit: boolean },
  ): Promise<EditResult> {
    const rows = await this.#parts.read.artOfTrack({ id: from });
    if (!rows) throw new NotFoundError(`there is no track ${from}`);
    const wanted = rows.filter(({ type }) => types === null || types.includes(type));
    const pictures = [];
    for (const row of wanted) {
      const hash = row.hash ?? (await this.#takeIn(row, fit));
      pictures.push({ type: row.type, hash, description: row.description });
    }
    if (pictures.length === 0) {
      throw new NotFoundError(`track ${from} has no picture${types === null ? '' : ` of type ${types.join(', ')}`}`);
    }
    return this.set([{ where, pictures }], { author, dryRun, note: `copied pictures from track ${from}` });
  }

  /**
   * Tokens of the pictures of a track (`pictures.ts`), for another track. Pictures in its file are taken into the art store
   * first, scaled down where they exceed the limits.
   * @throws the errors of `store`
   */
  async tokensOf(id: number): Promise<string[]> {
    const rows = (await this.#parts.read.artOfTrack({ id })) ?? [];
    const tokens: string[] = [];
    for (const row of rows) {
      const hash = row.hash ?? (await this.#takeIn(row, true));
      tokens.push(storedPicture(ART_TYPES.indexOf(row.type), hash, row.description));
    }
    return tokens;
  }

  /**
   * Deletes the pictures of the art store that nothing names any more: see `unnamed-pictures.ts`.
   * @param dryRun says what would be deleted, and deletes nothing
   */
  async clean(dryRun: boolean): Promise<CleanedArt> {
    const addedBefore = Date.now() - KEPT;
    const { hashes, bytes, recent, lastEdit } = await this.#parts.read.unnamedPictures({ addedBefore });
    if (dryRun) return { pictures: hashes.length, bytes, recent };
    const deleted = { pictures: 0, bytes: 0 };
    for (let at = 0; at < hashes.length; at += DELETED_AT_ONCE) {
      const part = hashes.slice(at, at + DELETED_AT_ONCE);
      const done = await this.#parts.write.deletePictures({ hashes: part, lastEdit, addedBefore });
      deleted.pictures += done.pictures;
      deleted.bytes += done.bytes;
    }
    await removePartialPictures(this.#parts.library, addedBefore);
    return { ...deleted, recent };
  }

  async #idsOf(where: Where): Promise<readonly number[]> {
    return 'ids' in where ? where.ids : this.#parts.read.ids({ query: where.query });
  }

  async #takeIn({ trackId, index, path }: ArtRow, fit: boolean): Promise<string> {
    const picture = await this.#parts.read.picture({ id: trackId, index });
    if (!picture || !('bytes' in picture)) {
      throw new NotFoundError(`picture ${index + 1} of ${path} cannot be read; scan its folder`);
    }
    return (await this.store({ bytes: picture.bytes }, fit)).hash;
  }
}
