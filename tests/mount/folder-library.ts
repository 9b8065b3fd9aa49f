/**
 * A library for tests: a folder of real audio files, with edits in a JSON file beside it that are read
 * again whenever the mount is told of a change. It stands for the database, so that the mount can be tested
 * whole without the rest of Descant. It is not read while it has a file `hold`.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ByteSource, Layout, Tags } from '../../fuse/formats/layout.ts';
import type { PlacedPicture } from '../../fuse/formats/plan.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import type { OverlayTrack, TrackSource, TreeEntry } from '../../fuse/overlay/track-source.ts';

/** What was edited of one track; `tags` replaces all tags that the file has. */
export interface FolderEdit {
  readonly tags?: Tags;
  /** Replaces all pictures that the file has. */
  readonly pictures?: readonly {
    readonly type: number;
    readonly path: string;
    readonly mime: string;
    readonly width: number;
    readonly height: number;
  }[];
  readonly generation: number;
  readonly editedAt: number;
  readonly gone?: boolean;
}

export type FolderEdits = Readonly<Record<string, FolderEdit>>;

/** Writes the edits that `openFolderLibrary` reads, all or none of them. Keys are track ids. */
export function writeEdits(library: string, edits: FolderEdits): void {
  const path = join(library, 'edits.json');
  writeFileSync(`${path}.new`, JSON.stringify(edits));
  renameSync(`${path}.new`, path);
}

/** Originals lie in `originals/`; ids go by their names in order. */
export function originalsOf(library: string): string[] {
  return readdirSync(join(library, 'originals'))
    .sort()
    .map((name) => join(library, 'originals', name));
}

export interface FolderLibrary extends TrackSource {
  changed(ids: readonly number[]): void;
  close(): void;
}

export function openFolderLibrary(library: string): FolderLibrary {
  const paths = originalsOf(library);
  const layouts = paths.map((path) => layoutOf(path));
  const stamps = paths.map((path) => statSync(path, { bigint: true }));
  const listeners = new Set<(ids: readonly number[]) => void>();
  let edits = readEdits(library);
  const ids = paths.map((_, index) => index + 1);

  const entry = (id: number): TreeEntry => ({
    id,
    tags: edits[id]?.tags ?? layouts[id - 1]?.tags ?? {},
    extension: extname(paths[id - 1] ?? '')
      .slice(1)
      .toLowerCase(),
    addedAt: 1_700_000_000_000,
  });
  const exists = (id: number): boolean => id >= 1 && id <= paths.length && edits[id]?.gone !== true;

  return {
    async *entries() {
      while (existsSync(join(library, 'hold'))) await pause(5);
      yield ids.filter(exists).map(entry);
    },
    async entriesOf(wanted) {
      edits = readEdits(library);
      return wanted.filter(exists).map(entry);
    },
    async track(id): Promise<OverlayTrack | null> {
      const [path, layout, stamp] = [paths[id - 1], layouts[id - 1], stamps[id - 1]];
      if (!exists(id) || path === undefined || layout === undefined || stamp === undefined) return null;
      return {
        ...entry(id),
        path: Buffer.from(path),
        stamp: {
          device: stamp.dev,
          inode: stamp.ino,
          size: Number(stamp.size),
          mtimeNs: stamp.mtimeNs,
          ctimeNs: stamp.ctimeNs,
        },
        layout,
        pictures: picturesOf(layout, edits[id]),
        generation: edits[id]?.generation ?? 0,
        editedAt: edits[id]?.editedAt ?? 0,
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed(changed) {
      edits = readEdits(library);
      for (const listener of listeners) listener(changed);
    },
    close() {
      listeners.clear();
    },
  };
}

/** What an original itself says. */
export function tagsOf(library: string, id: number): Tags {
  return layoutOf(originalsOf(library)[id - 1] ?? '')?.tags ?? {};
}

function readEdits(library: string): FolderEdits {
  try {
    return JSON.parse(readFileSync(join(library, 'edits.json'), 'utf8')) as FolderEdits;
  } catch {
    return {};
  }
}

function layoutOf(path: string): Layout | null {
  const file = openSync(path, 'r');
  try {
    const source: ByteSource = {
      size: fstatSync(file).size,
      read(position, length) {
        const bytes = Buffer.alloc(length);
        return bytes.subarray(0, readSync(file, bytes, 0, length, position));
      },
    };
    return readLayout(source, extname(path).slice(1).toLowerCase());
  } finally {
    closeSync(file);
  }
}

function picturesOf(layout: Layout | null, edit: FolderEdit | undefined): PlacedPicture[] {
  if (edit?.pictures !== undefined) {
    return edit.pictures.map(({ type, path, mime, width, height }) => {
      const { size: length } = statSync(path);
      return {
        type,
        mime,
        description: '',
        width,
        height,
        depth: 24,
        length,
        body: { kind: 'blob', path, offset: 0, length },
      };
    });
  }
  return (layout?.pictures ?? [])
    .filter((picture) => picture.encoding === 'raw' && picture.parts === undefined)
    .map(({ type, mime, description, width, height, depth, location }) => ({
      type,
      mime,
      description,
      width: width ?? 0,
      height: height ?? 0,
      depth: depth ?? 0,
      length: location.length,
      body: { kind: 'source', ...location },
    }));
}
