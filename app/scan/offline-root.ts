/** Whether the disk of a root is plugged in: of one that is not, a scan must not take the files for missing. */
import { readdirSync } from 'node:fs';
import type { Connection } from '../storage/connection.ts';
import type { ScanRoot } from './scan-result.ts';
import { whyOf } from '../model/system-errors.ts';

/** Why a root cannot be scanned: it cannot be read, or it is empty where it held music. @returns null when it can be */
export function whyOffline(connection: Connection, root: ScanRoot): string | null {
  try {
    if (readdirSync(root.path).some((name) => !name.startsWith('.') && name !== 'lost+found')) return null;
    const { known } = connection
      .prepare<[number], { known: number }>(
        'SELECT EXISTS (SELECT 1 FROM file JOIN folder ON folder.id = folder_id WHERE root_id = ?) AS known',
      )
      .get(root.id)!;
    if (known === 0) return null;
    return 'the folder is empty now: is its disk plugged in? Nothing was forgotten';
  } catch (error) {
    return whyOf(error);
  }
}
