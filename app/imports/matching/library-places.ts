/** Finds the track whose file lies at a path, or lay there last. */
import type { Connection } from '../../storage/connection.ts';
import { isUtf8 } from 'node:buffer';

const SLASH = 0x2f;
const FORMS = ['NFC', 'NFD'] as const;

export class LibraryPlaces {
  readonly #at;

  constructor(connection: Connection) {
    this.#at = connection
      .prepare<[Buffer, Buffer], number>(`
        SELECT track.id FROM folder
        JOIN file ON file.folder_id = folder.id AND file.name = ?
        JOIN track ON track.file_id = file.id
        WHERE folder.path = ? ORDER BY file.missing_since IS NOT NULL, file.missing_since DESC LIMIT 1`)
      .pluck();
  }

  /**
   * @param path absolute; other systems write the same name in other bytes, so both Unicode forms of it are tried
   * @returns null where the library knows no such file
   */
  trackAt(path: Buffer): number | null {
    const id = this.#find(path);
    if (id !== null || path.every((byte) => byte < 0x80) || !isUtf8(path)) return id;
    for (const form of FORMS) {
      const other = this.#find(Buffer.from(path.toString().normalize(form)));
      if (other !== null) return other;
    }
    return null;
  }

  #find(path: Buffer): number | null {
    const slash = path.lastIndexOf(SLASH);
    if (slash === -1) return null;
    const folder = path.subarray(0, Math.max(slash, 1));
    return this.#at.get(path.subarray(slash + 1), folder) ?? null;
  }
}
