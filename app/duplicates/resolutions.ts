/**
 * Carries out what a person decides about copies of recordings: of some groups, or of all that the last comparison of the
 * library has found. Pictures that a best copy takes over are read before the batch is written.
 */
import type { Author } from '../library/edit-history.ts';
import type { CopyGroup, FoundRecording, Resolution, ResolvedCopies, SoundCopy } from '../model/duplicates.ts';
import type { EditResult } from '../model/history.ts';
import type { ResolveRequest } from './resolve-copies.ts';

/** Groups whose copies are ranked by one call. */
const PAGE = 200;
/** Pictures that could not be read are told of by so many reasons. */
const MOST_PROBLEMS = 20;

export interface ResolutionParts {
  readonly read: {
    copiesOfGroups(request: { readonly groups: readonly (readonly number[])[] }): Promise<readonly SoundCopy[][]>;
    picturesToMerge(request: {
      readonly groups: readonly CopyGroup[];
    }): Promise<readonly { readonly keep: number; readonly from: number }[]>;
  };
  readonly write: { resolveCopies(request: ResolveRequest): Promise<EditResult> };
  /** The recordings that are still to be decided. */
  recordings(): Promise<readonly FoundRecording[]>;
  /** Tokens of a track's pictures, which lie in the art store then. */
  picturesOf(track: number): Promise<readonly string[]>;
}

export interface ResolveOptions {
  readonly actions: readonly Resolution[];
  readonly dryRun: boolean;
  readonly author: Author;
}

export class Resolutions {
  readonly #parts: ResolutionParts;

  constructor(parts: ResolutionParts) {
    this.#parts = parts;
  }

  /** @throws NotFoundError for a track that is not there; nothing is changed then */
  async resolve(groups: readonly CopyGroup[], { actions, dryRun, author }: ResolveOptions): Promise<ResolvedCopies> {
    const merges = actions.includes('merge-tags');
    const wanted = merges ? await this.#parts.read.picturesToMerge({ groups }) : [];
    const pictures: [number, readonly string[]][] = [];
    const problems: string[] = [];
    // A preview stores nothing: it counts the pictures.
    for (const { keep, from } of dryRun ? [] : wanted) {
      try {
        pictures.push([keep, await this.#parts.picturesOf(from)]);
      } catch (error) {
        if (problems.length < MOST_PROBLEMS) problems.push((error as Error).message);
      }
    }
    const result = await this.#parts.write.resolveCopies({ actions, groups, pictures, dryRun, author });
    return { ...result, groups: groups.length, pictures: dryRun ? wanted.length : pictures.length, problems };
  }

  /** The same for all recordings with several copies. Parts of recordings are left as they are. */
  async resolveAll(options: ResolveOptions): Promise<ResolvedCopies> {
    const several = (await this.#parts.recordings()).filter(({ ids }) => ids.length > 1);
    const groups: CopyGroup[] = [];
    for (let from = 0; from < several.length; from += PAGE) {
      const page = several.slice(from, from + PAGE).map(({ ids }) => ids);
      for (const copies of await this.#parts.read.copiesOfGroups({ groups: page })) {
        const [best, ...others] = copies;
        if (best && others.length > 0) groups.push({ keep: best.id, others: others.map(({ id }) => id) });
      }
    }
    return this.resolve(groups, options);
  }
}
