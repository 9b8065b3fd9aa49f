/**
 * The fingerprint index of a library: embedded in its folder, or on a server with acoustid-index's protocol. A library
 * opens also while the server cannot be reached.
 */
import { IndexError, openIndex, type FingerprintIndex } from '../../index-engine/index.ts';
import { discardFolder } from '../storage/discard-folder.ts';
import { RemoteIndex, type RemoteIndexParts } from './remote-index.ts';

/**
 * Blocks of the index that are kept in memory, half of what is usual. What they do not hold comes from the system's cache:
 * with 100 000 documents a search takes 3 % longer, and the service 32 MB less.
 */
const CACHE_BYTES = 32 * 2 ** 20;

export interface LibraryIndex extends FingerprintIndex {
  /** Removes all documents. */
  clear(): Promise<void>;
  /** The index as one on a server; null for the one in the library's folder. */
  readonly server: RemoteIndex | null;
}

/**
 * @param server the index on a server, or null for the embedded one in `directory`
 * @param onProblem called with errors that no call reports: a damaged file, a full disk while merging
 */
export async function openFingerprintIndex(
  directory: string,
  server: RemoteIndexParts | null,
  onProblem: (message: string) => void,
): Promise<LibraryIndex> {
  if (server !== null) return new RemoteIndex(server);
  const open = (): Promise<FingerprintIndex> =>
    openIndex(directory, { cacheBytes: CACHE_BYTES, onProblem: (error) => onProblem(error.message) });
  try {
    return new OwnIndex(directory, open, await open());
  } catch (error) {
    // The next analysis fills it again from the database.
    if (!(error instanceof IndexError) || error.code !== 'CorruptFile') throw error;
    onProblem(`the fingerprint index is made again, because it is damaged: ${error.message}`);
    await discardFolder(directory);
    return new OwnIndex(directory, open, await open());
  }
}

/** The index in the library's folder. */
class OwnIndex implements LibraryIndex {
  readonly server = null;
  readonly #directory: string;
  readonly #open: () => Promise<FingerprintIndex>;
  #index: Promise<FingerprintIndex>;

  constructor(directory: string, open: () => Promise<FingerprintIndex>, index: FingerprintIndex) {
    this.#directory = directory;
    this.#open = open;
    this.#index = Promise.resolve(index);
  }

  update: FingerprintIndex['update'] = async (...call) => (await this.#index).update(...call);
  search: FingerprintIndex['search'] = async (...call) => (await this.#index).search(...call);
  has: FingerprintIndex['has'] = async (...call) => (await this.#index).has(...call);
  info: FingerprintIndex['info'] = async () => (await this.#index).info();

  /** Calls made in the meantime wait for the new index. */
  async clear(): Promise<void> {
    const old = this.#index;
    this.#index = old
      .then((index) => index.close())
      .catch(() => {})
      .then(() => discardFolder(this.#directory))
      .then(() => this.#open());
    await this.#index;
  }

  async close(): Promise<void> {
    await (await this.#index.catch(() => null))?.close();
  }
}
