/**
 * The files behind the tracks: what `stat` says of each, and their plans, made when they are asked for.
 *
 * - Sizes are exact before the first read: they are those of the plan that will be read.
 * - A header keeps its length from edit to edit until the tags no longer fit, so that most edits move neither
 *   the size nor the audio under a playing client.
 * - Of every file that was asked for the attributes are remembered; of those asked for most recently also the
 *   header.
 */
import type { Plan } from '../formats/plan.ts';
import { trackInode } from '../tree/inodes.ts';
import { modifiedAt, type Attributes } from './attributes.ts';
import { OverlayError } from './errors.ts';
import { FileCache } from './file-cache.ts';
import { displayPath } from './original.ts';
import { planTrack, type Planned, type ServedBefore } from './plan-track.ts';
import type { OverlayTrack, Stamp, TrackSource } from './track-source.ts';
import { VirtualFile } from './virtual-file.ts';

/** What is remembered of a file. */
interface Facts {
  readonly attributes: Attributes;
  readonly generation: number;
  readonly stamp: number;
  readonly headerLength: number;
  /** What had been served before this generation: it belongs to what its plan is made from. */
  readonly servedBefore: ServedBefore | null;
  /** Whether something may have changed since. */
  stale: boolean;
}

/** What was found out about a track. */
interface Look {
  readonly track: OverlayTrack;
  readonly facts: Facts;
  readonly planned: Planned;
}

/** About work that goes on for a track: whether it changed meanwhile, so that what was read may be the state before. */
interface Progress {
  outdated: boolean;
}

type Work<T> = Map<number, { readonly promise: Promise<T>; readonly progress: Progress }>;

export class ServedFiles {
  private readonly source: TrackSource;
  private readonly cache: FileCache;
  private readonly report: (message: string, trackId: number) => void;
  private readonly facts = new Map<number, Facts>();
  private readonly looking: Work<Look> = new Map();
  private readonly building: Work<VirtualFile> = new Map();

  /** @param cacheBytes of headers to keep in memory */
  constructor(source: TrackSource, cacheBytes: number, report: (message: string, trackId: number) => void) {
    this.source = source;
    this.cache = new FileCache(cacheBytes);
    this.report = report;
  }

  /** The attributes of a track's file, as far as they are known without work. */
  known(id: number): Attributes | null {
    const facts = this.facts.get(id);
    return facts === undefined || facts.stale ? null : facts.attributes;
  }

  /** @throws OverlayError `ENOENT` when the track is gone, `EIO` when the library cannot be read */
  async attributes(id: number): Promise<Attributes> {
    return this.known(id) ?? (await this.look(id)).facts.attributes;
  }

  /** The current generation. @throws OverlayError `ENOENT`, `EIO` */
  async file(id: number): Promise<VirtualFile> {
    const attributes = this.known(id);
    const cached = attributes === null ? undefined : this.cache.get(id);
    if (cached !== undefined && cached.attributes === attributes) return cached;
    return once(this.building, id, (progress) => this.build(id, progress));
  }

  /** The track changed, or may have. @returns whether anybody was told anything of it before */
  expire(id: number): boolean {
    for (const work of [this.looking.get(id), this.building.get(id)]) if (work !== undefined) work.progress.outdated = true;
    const facts = this.facts.get(id);
    if (facts !== undefined) facts.stale = true;
    return facts !== undefined;
  }

  /**
   * Makes the same content another generation: what the kernel holds of the present one is no longer it,
   * because a program has written there.
   */
  renew(id: number): void {
    const facts = this.facts.get(id);
    if (facts === undefined) return;
    this.facts.set(id, { ...facts, attributes: { ...facts.attributes, epoch: facts.attributes.epoch + 1 } });
    this.cache.delete(id);
  }

  /** The track left the library. */
  forget(id: number): void {
    this.facts.delete(id);
    this.cache.delete(id);
  }

  private look(id: number): Promise<Look> {
    return once(this.looking, id, async (progress) => {
      for (;;) {
        progress.outdated = false;
        const track = await this.read(id);
        if (!progress.outdated) return this.examine(track);
      }
    });
  }

  private async build(id: number, progress: Progress): Promise<VirtualFile> {
    for (;;) {
      progress.outdated = false;
      const { track, facts, planned } = await this.look(id);
      const cached = this.cache.get(id);
      if (cached !== undefined && cached.attributes === facts.attributes) return cached;
      const plan = await planned.make().catch((error: unknown) => {
        throw error instanceof OverlayError ? error : this.broken(`The header of ${displayPath(track.path)} cannot be made: ${reasonOf(error)}`, id);
      });
      if (progress.outdated) continue;
      if (plan.size !== facts.attributes.size) throw this.broken(`The header of ${displayPath(track.path)} has another length than was said`, id);
      return this.keep(track, facts.attributes, plan, planned.writable);
    }
  }

  private async read(id: number): Promise<OverlayTrack> {
    const track = await this.source.track(id).catch((error: unknown) => {
      throw this.broken(`The library cannot be read: ${reasonOf(error)}`, id, error);
    });
    if (track === null) throw new OverlayError('ENOENT', 'It is no longer in the library');
    return track;
  }

  /** Finds out what is to be said of a track, and makes its plan where that needs no other file. */
  private examine(track: OverlayTrack): Look {
    const before = this.facts.get(track.id);
    const same = before !== undefined && before.generation === track.generation && before.stamp === stampKey(track.stamp);
    // The same generation is planned from the same facts: it would otherwise be another with every look.
    const servedBefore = before === undefined ? null : same ? before.servedBefore : { headerLength: before.headerLength, size: before.attributes.size };
    const planned = planTrack(track, servedBefore, (message) => this.report(message, track.id));
    const unchanged = same && before.attributes.size === planned.size;
    const attributes: Attributes = unchanged
      ? before.attributes
      : {
          inode: trackInode(track.id),
          epoch: before === undefined ? 0 : before.attributes.epoch + 1,
          kind: 'file',
          size: planned.size,
          links: 1,
          modified: modifiedAt(track, before?.attributes.modified ?? null),
        };
    const facts: Facts = { attributes, generation: track.generation, stamp: stampKey(track.stamp), headerLength: planned.headerLength, servedBefore, stale: false };
    this.facts.set(track.id, facts);
    if (planned.plan !== null && this.cache.get(track.id)?.attributes !== attributes) this.keep(track, attributes, planned.plan, planned.writable);
    return { track, facts, planned };
  }

  private keep(track: OverlayTrack, attributes: Attributes, plan: Plan, writable: boolean): VirtualFile {
    const file = new VirtualFile({ attributes, plan, generation: track.generation, path: track.path, stamp: track.stamp, writable });
    this.cache.set(track.id, file);
    return file;
  }

  /** Reports what went wrong, as the error for those who wait for it. */
  private broken(message: string, trackId: number, cause?: unknown): OverlayError {
    this.report(message, trackId);
    return new OverlayError('EIO', message, cause);
  }
}

/** Does for a track what many ask for at the same time once. */
function once<T>(under: Work<T>, id: number, work: (progress: Progress) => Promise<T>): Promise<T> {
  const same = under.get(id);
  if (same !== undefined) return same.promise;
  const progress: Progress = { outdated: false };
  const promise = work(progress).finally(() => under.delete(id));
  under.set(id, { promise, progress });
  return promise;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A number that differs whenever the stamp does, but for a chance of one in 2⁵³. */
function stampKey({ inode, size, mtimeNs, ctimeNs }: Stamp): number {
  return Number(BigInt.asUintN(53, ctimeNs * 0x9e3779b97f4a7c15n + mtimeNs * 0xbf58476d1ce4e5b9n + inode * 0x94d049bb133111ebn + BigInt(size)));
}
