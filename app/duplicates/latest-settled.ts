/** The decisions about copies as they are now, read again only where the history has grown since. */
import type { SettledTracks } from './settled-tracks.ts';

export interface SettledReads {
  settledTracks(request: { readonly known: number | null }): Promise<SettledTracks | null>;
}

export class LatestSettled {
  readonly #read: SettledReads;
  #latest: SettledTracks | null = null;

  constructor(read: SettledReads) {
    this.#read = read;
  }

  async get(): Promise<SettledTracks> {
    const newer = await this.#read.settledTracks({ known: this.#latest?.version ?? null });
    // A call that has begun earlier may end later.
    if (newer !== null && newer.version >= (this.#latest?.version ?? 0)) this.#latest = newer;
    return this.#latest!;
  }
}
