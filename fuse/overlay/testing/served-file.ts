/** For tests: files of every format, each served with a header that has tags and pictures of all kinds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout, Tags } from '../../formats/layout.ts';
import type { PlacedPicture } from '../../formats/plan.ts';
import { canPlan } from '../../formats/plan-file.ts';
import { readLayout } from '../../formats/read-layout.ts';
import { KINDS, type AudioFolder, type Kind } from '../../formats/testing/audio.ts';
import { randomPictures, randomTags } from '../../formats/testing/random-tags.ts';
import { renderPlan, seededRandom, strictSource } from '../../formats/testing/sources.ts';
import { planTrack } from '../plan-track.ts';
import type { OverlayTrack } from '../track-source.ts';
import { VirtualFile } from '../virtual-file.ts';
import { stampOf } from './stamp-of.ts';

export interface ServedFile {
  readonly original: Buffer;
  readonly layout: Layout;
  readonly extension: string;
  readonly tags: Tags;
  readonly pictures: readonly PlacedPicture[];
  /** Bodies of the pictures by path. */
  readonly blobs: Readonly<Record<string, Uint8Array>>;
  /** Retained; the caller releases it. */
  readonly served: VirtualFile;
  /** The bytes that it must show, rendered from its plan and the original. */
  readonly shown: Buffer;
}

/** The kinds of files that headers can be written for. */
export function servableKinds(folder: AudioFolder): Kind[] {
  return KINDS.filter((kind) => {
    const path = folder.make(kind);
    const layout = readLayout(strictSource(readFileSync(path)), extensionOf(path));
    return layout !== null && canPlan(layout, 'with files');
  });
}

/** Makes a file and serves it. @param seed for its tags and pictures */
export async function serveFile(folder: AudioFolder, kind: Kind, seed = 7): Promise<ServedFile> {
  const path = folder.make(kind);
  const original = readFileSync(path);
  const extension = extensionOf(path);
  const layout = readLayout(strictSource(original), extension) as Layout;
  const random = seededRandom(seed);
  const tags = randomTags(random);
  const { pictures, blobs } = pictureFiles(folder, kind, random);
  const stamp = stampOf(path);
  const track: OverlayTrack = {
    id: 1,
    tags,
    extension,
    addedAt: 0,
    path: Buffer.from(path),
    stamp,
    layout,
    pictures,
    generation: 0,
    editedAt: 0,
  };
  const fail = (message: string): never => {
    throw new Error(message);
  };
  const plan = await planTrack(track, null, fail).make();
  const attributes = {
    inode: 1,
    epoch: 0,
    kind: 'file',
    size: plan.size,
    links: 1,
    modified: { seconds: 0, nanoseconds: 0 },
    writable: true,
  } as const;
  const served = new VirtualFile({
    attributes,
    plan,
    generation: 0,
    original: { path: track.path, stamp },
    writable: true,
  });
  await served.retain();
  return { original, layout, extension, tags, pictures, blobs, served, shown: renderPlan(plan, original, blobs) };
}

/** Random pictures, with their bodies in files as in a library. */
function pictureFiles(
  folder: AudioFolder,
  kind: Kind,
  random: (below: number) => number,
): Pick<ServedFile, 'pictures' | 'blobs'> {
  const made: Record<string, Uint8Array> = {};
  const blobs: Record<string, Uint8Array> = {};
  const pictures = randomPictures(random, made).map((picture): PlacedPicture => {
    if (picture.body.kind !== 'blob') return picture;
    const file = join(folder.path, `${kind.replaceAll(/\W/g, '-')}${picture.body.path.replaceAll('/', '-')}`);
    const body = made[picture.body.path] as Uint8Array;
    writeFileSync(file, body);
    blobs[file] = body;
    return { ...picture, body: { ...picture.body, path: file } };
  });
  return { pictures, blobs };
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
