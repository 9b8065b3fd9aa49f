/** `descant art export`: writes the pictures of tracks as files into a folder outside of the music. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ArtRow } from '../../../app/model/art.ts';
import { makeFolder } from '../../../app/storage/make-folder.ts';
import { compileTemplate } from '../../../fuse/template/compile.ts';
import { trackPath } from '../../../fuse/template/format-path.ts';
import type { Template } from '../../../fuse/template/template.ts';
import type { Tags } from '../../../fuse/formats/layout.ts';
import type { Api } from '../connect.ts';
import { interruptible, showProgress } from '../long-work.ts';
import { countOf, describeError, printJson, printLines } from '../output.ts';
import { placeOutside } from '../taken-place.ts';
import { atomicFile, FileExistsError } from '../text-sink.ts';
import { artOf } from './list-art.ts';

const USUAL_NAME = '$albumartist/$album/$type';
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

interface Failed {
  readonly path: string;
  readonly message: string;
}

/** What has become of the pictures. Tracks that have the same picture under the same name share one file. */
interface Exported {
  readonly written: string[];
  readonly unchanged: string[];
  readonly failed: Failed[];
}

/**
 * @param name a path template; `$type` is the picture's type
 * @returns the exit code: 1 where a picture could not be written
 */
export async function exportArt(
  api: Api,
  query: string,
  directory: string,
  { name = USUAL_NAME, force, json }: { name: string | undefined; force: boolean; json: boolean },
): Promise<number> {
  const place = await placeOutside(api, resolve(directory));
  const template = compileTemplate(name, { target: (await api.settings.get.query())['mount.names'] });
  const done = await interruptible(async (signal) => {
    const writer = new PictureFiles(place, force);
    let tracks = 0;
    for await (const page of artOf(api, query, signal)) {
      tracks += page.tracks;
      showProgress(`art: the pictures of ${tracks} tracks`);
      const ids = [...new Set(page.pictures.map(({ trackId }) => trackId))];
      const tags: Record<number, Tags> = ids.length > 0 ? await api.tracks.tags.query({ ids }) : {};
      for (const picture of page.pictures) {
        signal.throwIfAborted();
        const bytes = async (): Promise<Buffer | null> => {
          const base64 = await api.art.read.query({ id: picture.trackId, index: picture.index });
          return base64 === null ? null : Buffer.from(base64, 'base64');
        };
        await writer.write(pathOf(template, picture, tags[picture.trackId] ?? {}), picture, bytes);
      }
    }
    return writer.exported;
  });
  if (json) printJson({ directory: place, ...done });
  else {
    const same = done.unchanged.length === 0 ? '' : `, ${done.unchanged.length} there already`;
    printLines([
      `${place}: ${countOf(done.written.length, 'picture')} written${same}`,
      ...done.failed.map(({ message }) => message),
    ]);
  }
  return done.failed.length > 0 ? 1 : 0;
}

function pathOf(template: Template, { trackId, type, mime }: ArtRow, tags: Tags): string {
  const extension = EXTENSIONS[mime] ?? 'picture';
  const entry = { id: trackId, tags: { ...tags, type: [type] }, extension, addedAt: 0 };
  const { folders, name } = trackPath(template, entry);
  return join(...folders, name);
}

/** Writes pictures below a folder, each once. */
class PictureFiles {
  readonly exported: Exported = { written: [], unchanged: [], failed: [] };
  readonly #place: string;
  readonly #force: boolean;
  /** Digests of the pictures of this run by path; of one that failed, too. */
  readonly #taken = new Map<string, string>();
  /** Pictures of the art store that are done, with the path that they asked for. */
  readonly #known = new Set<string>();

  constructor(place: string, force: boolean) {
    this.#place = place;
    this.#force = force;
  }

  /** @param wanted path below the folder; a number is added where another picture has it */
  async write(wanted: string, { path, index, hash }: ArtRow, read: () => Promise<Buffer | null>): Promise<void> {
    const key = `${hash} ${wanted}`;
    if (hash !== null && this.#known.has(key)) return;
    try {
      const bytes = await read();
      if (!bytes) throw new Error(`picture ${index + 1} of ${path} is not there any more; scan its folder`);
      const digest = createHash('sha256').update(bytes).digest('hex');
      this.#known.add(key);
      const name = this.#claim(wanted, digest);
      if (name !== null) await this.#write(join(this.#place, name), bytes);
    } catch (error) {
      this.exported.failed.push({ path, message: describeError(error).message });
    }
  }

  /** A free path for the picture; null where this run has written it already. */
  #claim(wanted: string, digest: string): string | null {
    const dot = wanted.lastIndexOf('.');
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted.slice(0, dot)} (${number})${wanted.slice(dot)}`;
      // Names that differ in case alone are one on many disks.
      const taken = this.#taken.get(name.toLowerCase());
      if (taken === digest) return null;
      if (taken !== undefined) continue;
      this.#taken.set(name.toLowerCase(), digest);
      return name;
    }
  }

  async #write(path: string, bytes: Buffer): Promise<void> {
    const there = await readFile(path).catch(() => null);
    if (there?.equals(bytes)) {
      this.exported.unchanged.push(path);
      return;
    }
    if (there && !this.#force) throw new FileExistsError(path);
    makeFolder(dirname(path));
    const sink = await atomicFile(path, this.#force);
    try {
      await sink.write(bytes);
      await sink.finish();
    } catch (error) {
      await sink.discard();
      throw error;
    }
    this.exported.written.push(path);
  }
}
