/**
 * Leading articles that lists leave out when they sort: "The Beatles" under B. Which these are is the setting
 * `sort.articles`; without it articles count. A thread serves one library: it takes the setting in with `SortArticles`
 * before it makes keys for sorting.
 */
import type { Connection } from '../storage/connection.ts';
import { fold } from './fold.ts';

/** Folded, the longest first: "La" must not hide "Las". */
let articles: readonly string[] = [];

/** @param setting articles with commas between them; an apostrophe at the end needs no space behind it, as in L' */
export function leaveOutArticles(setting: string): void {
  const listed = setting.split(',').map((article) => fold(article.trim()));
  articles = listed.filter((article) => article !== '').sort((a, b) => b.length - a.length);
}

/** The folded text without its article; one that is nothing else stays. */
export function withoutArticle(folded: string): string {
  for (const article of articles) {
    const start = /['’]$/.test(article) ? article : `${article} `;
    if (folded.startsWith(start) && folded.length > start.length) return folded.slice(start.length).trimStart();
  }
  return folded;
}

/** Follows the setting of a library in this thread. */
export class SortArticles {
  readonly #connection: Connection;
  readonly #read;
  readonly #changes;
  #version = '';

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#read = connection
      .prepare<[], string>("SELECT value ->> '$' FROM setting WHERE key = 'sort.articles'")
      .pluck();
    this.#changes = connection.prepare<[], number>('SELECT total_changes()').pluck();
    this.follow();
  }

  /** Again, where the library has changed since the last call. */
  follow(): void {
    const version = `${String(this.#connection.pragma('data_version', { simple: true }))} ${this.#changes.get()}`;
    if (version === this.#version) return;
    this.#version = version;
    leaveOutArticles(this.#read.get() ?? '');
  }
}
