/** Opens the fingerprint index that the settings of a library name: its own, or one on a server. */
import { join } from 'node:path';
import { IndexError } from '../../index-engine/index.ts';
import type { Settings } from '../library/settings.ts';
import type { Clock } from '../model/clock.ts';
import { openFingerprintIndex, type LibraryIndex } from '../recognition/fingerprint-index.ts';
import type { IndexServerRow } from '../recognition/index-server.ts';
import { ForeignIndexError } from '../recognition/remote-index.ts';

interface IndexContext {
  readonly read: { indexServer(): Promise<IndexServerRow | null> };
  readonly write: { indexOwner(): Promise<string> };
  readonly clock: Clock;
}

/** @param library absolute path of the library folder */
export async function openIndexOfSettings(
  library: string,
  settings: Pick<Settings, 'index.url'>,
  { read, write, clock }: IndexContext,
): Promise<LibraryIndex> {
  const url = settings['index.url']?.replace(/\/+$/, '') ?? null;
  const server =
    url === null
      ? null
      : {
          url,
          library: await write.indexOwner(),
          clock,
          isKnown: async () => (await read.indexServer())?.url === url,
        };
  return openFingerprintIndex(join(library, 'index'), server, (message) => process.emitWarning(message));
}

/** Whether an error says that the index cannot be used now. */
export function isOfIndex(error: Error): boolean {
  return error instanceof IndexError || error instanceof ForeignIndexError;
}
