/** Reads the files that lie beside originals, as the scan has found them, for the mount. */
import type { OverlaySidecar, SidecarEntry, Stamp } from '../../fuse/overlay/track-source.ts';
import type { Connection } from '../storage/connection.ts';

interface StampColumns { readonly device: bigint; readonly inode: bigint; readonly size: bigint; readonly mtime_ns: bigint; readonly ctime_ns: bigint }
interface NameRow { readonly id: number; readonly folder: number; readonly name: Buffer }
interface TrackNameRow { readonly id: number; readonly name: Buffer }

const DOT = 0x2e;

export class SidecarReader {
  readonly #in;
  readonly #tracks;
  readonly #one;

  constructor(connection: Connection) {
    this.#in = connection.prepare<[string], NameRow>('SELECT id, folder_id AS folder, name FROM sidecar WHERE folder_id IN (SELECT value FROM json_each(?)) ORDER BY id');
    this.#tracks = connection.prepare<[number], TrackNameRow>('SELECT track.id, file.name FROM file JOIN track ON track.file_id = file.id WHERE file.folder_id = ?');
    this.#one = connection.prepare<[number], StampColumns & { readonly folder: Buffer; readonly name: Buffer }>(`
      SELECT folder.path AS folder, sidecar.name, device, inode, size, mtime_ns, ctime_ns
      FROM sidecar JOIN folder ON folder.id = sidecar.folder_id WHERE sidecar.id = ?`).safeIntegers();
  }

  /** What lies in these folders. */
  in(folders: readonly number[]): readonly SidecarEntry[] {
    const stems = new Map<number, ReadonlyMap<string, number>>();
    return this.#in.all(JSON.stringify(folders)).map(({ id, folder, name }) => {
      let tracks = stems.get(folder);
      if (tracks === undefined) {
        tracks = new Map(this.#tracks.all(folder).map((track) => [stemOf(track.name), track.id]));
        stems.set(folder, tracks);
      }
      return { id, folder, name: name.toString(), track: tracks.get(stemOf(name)) ?? null };
    });
  }

  /** One of them, or `null` when it is gone. */
  one(id: number): OverlaySidecar | null {
    const row = this.#one.get(id);
    return row === undefined ? null : { path: Buffer.concat([row.folder, Buffer.from('/'), row.name]), stamp: stampOf(row) };
  }
}

/** The stamp in these columns: SQLite's integers are signed, those of a file system are not. */
export function stampOf({ device, inode, size, mtime_ns, ctime_ns }: StampColumns): Stamp {
  return { device: BigInt.asUintN(64, device), inode: BigInt.asUintN(64, inode), size: Number(size), mtimeNs: mtime_ns, ctimeNs: ctime_ns };
}

/** A name without its extension, as text that only serves for comparison: names are bytes. */
function stemOf(name: Buffer): string {
  const dot = name.lastIndexOf(DOT);
  return name.toString('latin1', 0, dot > 0 ? dot : name.length);
}
