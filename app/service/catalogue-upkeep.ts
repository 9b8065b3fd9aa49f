/**
 * When the albums and the values of fields are derived from the tracks: after scans and edits, in the background. During
 * a scan they wait for its end, so that they do not delay it, unless somebody asks for them; what a scan interrupts goes
 * on after it.
 */
import { within } from './within.ts';

/** How long a read waits for what is derived while a scan goes on, in milliseconds. */
const WAIT_DURING_SCAN = 300;

/** What derives, as the writing thread offers it. */
export interface CatalogueWrites {
  settleCatalogue(): Promise<void>;
  /** Gives way to scans. */
  settleCatalogueBehind(): Promise<void>;
}

export class CatalogueUpkeep {
  readonly #write: CatalogueWrites;
  readonly #isScanning: () => boolean;
  readonly #onProblem: (error: Error) => void;

  /** @param onProblem called with what ended a pass; the next one tries again */
  constructor(write: CatalogueWrites, isScanning: () => boolean, onProblem: (error: Error) => void) {
    this.#write = write;
    this.#isScanning = isScanning;
    this.#onProblem = onProblem;
  }

  /** Tracks have changed, or a scan has ended. */
  wake(): void {
    if (!this.#isScanning()) this.#write.settleCatalogueBehind().catch(this.#onProblem);
  }

  /** Waits until what is known of tracks by now is derived; during a scan no longer than a moment. */
  async upToDate(): Promise<void> {
    const settled = this.#write.settleCatalogue();
    if (!this.#isScanning()) return settled;
    settled.catch(this.#onProblem);
    await within(settled, WAIT_DURING_SCAN);
  }
}
