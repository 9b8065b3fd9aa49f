/**
 * The pictures that lie with the tracks of a folder: in the folder itself, in folders for scans below it, and for a
 * disc's folder also in the one that the discs share.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { FoundArtType } from '../model/art.ts';
import { identifyPicture } from '../storage/art-store.ts';
import { FileWindow } from '../storage/file-window.ts';
import { isInside, joinPath } from '../storage/path-bytes.ts';
import { rankPictures } from './rank-pictures.ts';

export interface FolderPicture {
  readonly path: Buffer;
  readonly reason: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export interface PictureFolder {
  readonly path: Buffer;
  /** The folder of the library that it lies in: nothing above it is looked into. */
  readonly root: Buffer;
  /** See `NamedFolder`. */
  readonly titles: readonly string[];
}

const PICTURE_NAME = /\.(?:jpe?g|png|webp|gif)$/i;
const SCANS = /^(?:scans?|art|artwork|covers?|pictures|images|booklet)$/i;
const DISC = /^(?:cd|dis[ck]|lp|vinyl|side)[ ._-]*(?:\d{1,3}|[a-z])\b/i;

/** Pictures of a place that are looked at: a folder with more is no album. */
const MOST_PICTURES = 500;
/** Bytes in which the size of a picture stands. */
const HEAD = 256 * 1024;

/**
 * The best picture for the tracks of a folder: by its place, then by its name, then by its pixels.
 * @param fits whether a picture may be taken at all
 * @returns null where no picture shows what is asked for. What cannot be read is passed over
 */
export function bestPicture(
  folder: PictureFolder,
  type: FoundArtType,
  patterns: readonly string[],
  fits: (picture: FolderPicture) => boolean = () => true,
): FolderPicture | null {
  const window = new FileWindow();
  for (const place of places(folder)) {
    const ranks = rankPictures({ names: place.names.map(String), titles: folder.titles }, type, patterns);
    const ranked = place.names.flatMap((name) => {
      const rank = ranks.get(name.toString());
      return rank ? [{ ...rank, path: joinPath(place.path, name) }] : [];
    });
    const byRank = Map.groupBy(ranked, ({ rank }) => rank);
    for (const rank of [...byRank.keys()].sort((a, b) => a - b)) {
      const read = byRank.get(rank)!.flatMap(({ path, reason }) => {
        const picture = look(window, path, `${reason}${place.note}`);
        return picture !== null && fits(picture) ? [picture] : [];
      });
      const [best] = read.sort((a, b) => b.width * b.height - a.width * a.height || b.bytes - a.bytes);
      if (best) return read.length === 1 ? best : { ...best, reason: `${best.reason}, and it is the largest` };
    }
  }
  return null;
}

interface Place {
  readonly path: Buffer;
  readonly names: readonly Buffer[];
  /** Said behind the reason. */
  readonly note: string;
}

function* places({ path, root }: PictureFolder): Generator<Place> {
  const own = list(path);
  yield { path, names: own.pictures, note: '' };
  yield* scans(path, own.folders);
  const parent = Buffer.from(dirname(path.toString('latin1')), 'latin1');
  if (!DISC.test(basename(path.toString())) || !isInside(parent, root)) return;
  const shared = list(parent);
  yield { path: parent, names: shared.pictures, note: ', in the folder of all discs' };
  yield* scans(parent, shared.folders);
}

function* scans(path: Buffer, folders: readonly Buffer[]): Generator<Place> {
  for (const name of folders) {
    const below = joinPath(path, name);
    yield { path: below, names: list(below).pictures, note: `, in the folder ${name.toString()}` };
  }
}

function list(path: Buffer): { pictures: Buffer[]; folders: Buffer[] } {
  try {
    const entries = readdirSync(path, { withFileTypes: true, encoding: 'buffer' });
    const named = (test: RegExp, isFolder: boolean): Buffer[] =>
      entries
        .filter((entry) => entry.isDirectory() === isFolder && test.test(entry.name.toString()))
        .map(({ name }) => Buffer.from(name))
        .sort((a, b) => Buffer.compare(a, b));
    return { pictures: named(PICTURE_NAME, false).slice(0, MOST_PICTURES), folders: named(SCANS, true) };
  } catch {
    // The folder is not there at the moment, or may not be read: its tracks are listed as without a picture.
    return { pictures: [], folders: [] };
  }
}

/** What its head says; null for what is no picture. */
function look(window: FileWindow, path: Buffer, reason: string): FolderPicture | null {
  try {
    window.open(path);
    try {
      const kind = identifyPicture(window.read(0, HEAD));
      return kind && { path, reason, ...kind, bytes: Number(window.stats().size) };
    } finally {
      window.close();
    }
  } catch {
    return null;
  }
}
