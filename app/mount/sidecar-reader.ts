/** Reads the sidecars (files beside originals) that the scan has found, for the mount. */
import type { OverlaySidecar, SidecarEntry } from '../../fuse/overlay/track-source.ts';
import type { Connection } from '../storage/connection.ts';
import { STAMP_COLUMNS, stampFromColumns, type StampColumns } from '../storage/file-stamp.ts';
import { joinPath } from '../storage/path-bytes.ts';

interface NameRow {
  readonly id: number;
  readonly folder: number;
  readonly name: Buffer;
}
interface TrackNameRow {
  readonly id: number;
  readonly name: Buffer;
}

const DOT = 0x2e;

export class SidecarReader {
  readonly #in;
  readonly #tracks;
  readonly #one;

  constructor(connection: Connection) {
    this.#in = connection.prepare<[string], NameRow>(
      'SELECT id, folder_id AS folder, name FROM sidecar WHERE folder_id IN (SELECT value FROM json_each(?)) ORDER BY id',
    );
    // Only names that begin with the stem of the sidecar: a folder may hold thousands of tracks and one cover.
    this.#tracks = connection.prepare<[number, Buffer, Buffer], TrackNameRow>(
      'SELECT track.id, file.name FROM file JOIN track ON track.file_id = file.id WHERE file.folder_id = ? AND file.name >= ? AND file.name < ? ORDER BY file.name',
    );
    this.#one = connection
      .prepare<[number], StampColumns & { readonly folder: Buffer; readonly name: Buffer }>(`
      SELECT folder.path AS folder, sidecar.name, ${STAMP_COLUMNS.join(', ')}
      FROM sidecar JOIN folder ON folder.id = sidecar.folder_id WHERE sidecar.id = ?`)
      .safeIntegers();
  }

  /** The sidecars in these folders. */
  in(folders: readonly number[]): readonly SidecarEntry[] {
    return this.#in
      .all(JSON.stringify(folders))
      .map(({ id, folder, name }) => ({ id, folder, name: name.toString(), track: this.#trackLike(folder, name) }));
  }

  /** One sidecar; `null` when it is gone. */
  one(id: number): OverlaySidecar | null {
    const row = this.#one.get(id);
    return row === undefined ? null : { path: joinPath(row.folder, row.name), stamp: stampFromColumns(row) };
  }

  /** The track whose original has the same name without extension. */
  #trackLike(folder: number, name: Buffer): number | null {
    const stem = stemOf(name);
    const behind = Buffer.concat([stem, Buffer.of(DOT + 1)]);
    return this.#tracks.all(folder, stem, behind).find((track) => stemOf(track.name).equals(stem))?.id ?? null;
  }
}

/** A name without its extension. */
function stemOf(name: Buffer): Buffer {
  const dot = name.lastIndexOf(DOT);
  return name.subarray(0, dot > 0 ? dot : name.length);
}
