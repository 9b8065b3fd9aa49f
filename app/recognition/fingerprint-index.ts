/**
 * The fingerprint index of a library: embedded in its folder, or on a server that speaks acoustid-index's
 * protocol. A server that cannot be reached keeps nobody from the library: it is tried again with every
 * use until it answers.
 */
import { connectIndex, openIndex, type FingerprintIndex } from '../../index-engine/index.ts';

/**
 * @param url of an index on a server, or null for the embedded one in `directory`
 * @param onProblem told what no call reports: a damaged file, a full disk met while merging
 */
export function openFingerprintIndex(directory: string, url: string | null, onProblem: (message: string) => void): Promise<FingerprintIndex> {
  return url === null ? openIndex(directory, { onProblem: (error) => onProblem(error.message) }) : Promise.resolve(new RemoteIndex(url));
}

class RemoteIndex implements FingerprintIndex {
  readonly #url: string;
  #connecting: Promise<FingerprintIndex> | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  update: FingerprintIndex['update'] = async (...call) => (await this.#index()).update(...call);
  search: FingerprintIndex['search'] = async (...call) => (await this.#index()).search(...call);
  has: FingerprintIndex['has'] = async (...call) => (await this.#index()).has(...call);
  info: FingerprintIndex['info'] = async () => (await this.#index()).info();

  async close(): Promise<void> {
    await (await this.#connecting?.catch(() => null))?.close();
  }

  #index(): Promise<FingerprintIndex> {
    this.#connecting ??= connectIndex(this.#url).catch((error: Error) => {
      this.#connecting = null;
      throw error;
    });
    return this.#connecting;
  }
}
