/** Where the mount of a library keeps the paths that files had before they moved. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { FormerNamesPlace } from '../../fuse/overlay/former-names-file.ts';
import { databasePath, openReader } from '../storage/connection.ts';

/** A database in the place of another may number its tracks anew: another file, or another first track. */
export function formerNamesPlace(library: string): FormerNamesPlace {
  const connection = openReader(library);
  try {
    const first = connection
      .prepare<[], { id: number; added_at: number }>('SELECT id, added_at FROM track ORDER BY id LIMIT 1')
      .get();
    return {
      path: join(library, 'former-names.jsonl'),
      library: [statSync(databasePath(library)).ino, first?.id, first?.added_at].join(' '),
    };
  } finally {
    connection.close();
  }
}
