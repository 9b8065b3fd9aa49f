/** MusicBrainz: releases by their id, with all their tracks in one request; and releases by their title and artist. */
import type { Release } from '../release.ts';
import { readJson } from '../web/read-json.ts';
import type { WebClient } from '../web/web-client.ts';
import { releaseAnswer, releaseOf, searchAnswer } from './musicbrainz-reader.ts';

/** The service allows one request a second for each address. */
const INTERVAL = 1000;
const DAY = 24 * 3_600_000;
/** Milliseconds for which an answer holds. */
const KEEP_RELEASE = 30 * DAY;
const KEEP_SEARCH = 7 * DAY;
const MOST_BYTES = 32 * 1024 * 1024;
const PARTS = 'artist-credits+recordings+release-groups+labels+media+isrcs';
const MOST_FOUND = 25;

/** A release that a search has found. */
export interface FoundRelease {
  readonly id: string;
  /** How well it fits the words, up to 100. */
  readonly score: number;
  readonly tracks: number | null;
}

export class MusicBrainz {
  readonly #client: WebClient;

  constructor(client: WebClient) {
    this.#client = client;
  }

  /**
   * @param url address up to the version: `https://musicbrainz.org/ws/2`
   * @returns null where there is no such release
   * @throws WebError
   */
  release(url: string, id: string, signal: AbortSignal): Promise<Release | null> {
    return this.#client.ask(
      {
        url: `${url.replace(/\/+$/, '')}/release/${encodeURIComponent(id)}?inc=${PARTS}&fmt=json`,
        read: (body) => releaseOf(readJson(body, releaseAnswer, 'MusicBrainz')),
        interval: INTERVAL,
        mostBytes: MOST_BYTES,
        keep: KEEP_RELEASE,
      },
      signal,
    );
  }

  /** Releases of this title; the artist may be empty. @throws WebError */
  async search(url: string, title: string, artist: string, signal: AbortSignal): Promise<readonly FoundRelease[]> {
    const words = [`release:(${escaped(title)})`, ...(artist === '' ? [] : [`artist:(${escaped(artist)})`])];
    const parameters = new URLSearchParams({ query: words.join(' AND '), limit: String(MOST_FOUND), fmt: 'json' });
    const found = await this.#client.ask(
      {
        url: `${url.replace(/\/+$/, '')}/release?${parameters.toString()}`,
        read: (body) => readJson(body, searchAnswer, 'MusicBrainz'),
        interval: INTERVAL,
        mostBytes: MOST_BYTES,
        keep: KEEP_SEARCH,
      },
      signal,
    );
    return (found?.releases ?? []).map(({ id, score, 'track-count': tracks }) => ({
      id,
      score: score ?? 0,
      tracks: tracks ?? null,
    }));
  }
}

/** Words for a query of Lucene's syntax. */
function escaped(text: string): string {
  return text.replace(/[+\-&|!(){}[\]^"~*?:\\/]/g, '\\$&').toLowerCase();
}
