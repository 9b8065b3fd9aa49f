/**
 * An index on a server that speaks the protocol of acoustid-index.
 */

import { invalidDocumentId, isDocumentId } from '../contract/document-id.ts';
import { IndexError } from '../contract/index-error.ts';
import type { IndexErrorCode } from '../contract/index-error.ts';
import type {
  Change,
  IndexInfo,
  SearchOptions,
  SearchResult,
  ServedIndex,
  UpdateOptions,
} from '../contract/fingerprint-index.ts';
import { HttpConnection } from './http-connection.ts';
import { JSON_FORMAT, MSGPACK_FORMAT } from './media-format.ts';
import type { MediaFormat, WireObject, WireValue } from './media-format.ts';
import type { MsgpackInput } from './msgpack-encode.ts';

export interface ConnectOptions {
  /** MessagePack by default. */
  readonly encoding?: 'json' | 'msgpack';
}

export class HttpIndex implements ServedIndex {
  readonly #url: string;
  readonly #format: MediaFormat;
  readonly #connection: HttpConnection;

  /** Connects to the index with this URL; creates it where it is missing. Rejects with `Unreachable` or the server's error. */
  static async connect(url: string, { encoding }: ConnectOptions): Promise<HttpIndex> {
    const index = new HttpIndex(url, encoding === 'json' ? JSON_FORMAT : MSGPACK_FORMAT);
    try {
      await index.#call('PUT', '', { json: {}, msgpack: {} });
    } catch (error) {
      await index.close();
      throw error;
    }
    return index;
  }

  /** The index with this URL; null where the server has none. Makes nothing. Rejects with `Unreachable` or the server's error. */
  static async describe(url: string): Promise<IndexInfo | null> {
    const index = new HttpIndex(url, MSGPACK_FORMAT);
    try {
      return await index.info();
    } catch (error) {
      if (error instanceof IndexError && error.code === 'IndexNotFound') return null;
      throw error;
    } finally {
      await index.close();
    }
  }

  private constructor(url: string, format: MediaFormat) {
    this.#url = url.replace(/\/+$/, '');
    this.#format = format;
    this.#connection = new HttpConnection(this.#url, format.contentType);
  }

  async update(changes: readonly Change[], options: UpdateOptions = {}): Promise<{ readonly version: number }> {
    const bad = changes.find(({ id }) => !isDocumentId(id));
    if (bad !== undefined) throw invalidDocumentId(bad.id);
    const { metadata, expectedVersion } = options;
    const answer = await this.#call('POST', '/_update', {
      json: { changes: changes.map(jsonChange), ...defined({ metadata, expected_version: expectedVersion }) },
      msgpack: { c: changes.map(msgpackChange), ...defined({ m: metadata, e: expectedVersion }) },
    });
    // The oldest servers answer without a version.
    return { version: numberField(this.#format, answer, 'version') ?? (await this.info()).version };
  }

  async search(hashes: Uint32Array, options: SearchOptions = {}): Promise<readonly SearchResult[]> {
    const { limit, minScore, minScorePercent, timeout, signal } = options;
    signal?.throwIfAborted();
    const query = this.#format === JSON_FORMAT ? [...hashes] : hashes;
    const answer = await this.#call(
      'POST',
      '/_search',
      {
        json: { query, ...defined({ limit, min_score: minScore, score_pct: minScorePercent, timeout }) },
        msgpack: { q: query, ...defined({ l: limit, m: minScore, s: minScorePercent, t: timeout }) },
      },
      signal,
    );
    const results = this.#format.field(answer, 'results');
    if (!Array.isArray(results)) throw unreadable(this.#url);
    return results.map((result: WireValue) => {
      const fields = this.#object(result);
      return {
        id: numberField(this.#format, fields, 'id') ?? 0,
        score: numberField(this.#format, fields, 'score') ?? 0,
      };
    });
  }

  async has(id: number): Promise<boolean> {
    if (!isDocumentId(id)) return false;
    const { status } = await this.#connection.send('HEAD', `/${id}`);
    if (status === 200) return true;
    if (status === 404) return false;
    throw new IndexError('Unreachable', `${this.#url} answered ${status}.`);
  }

  async empty(): Promise<void> {
    await this.#call('DELETE', '', { json: {}, msgpack: {} });
    await this.#call('PUT', '', { json: {}, msgpack: {} });
  }

  async info(): Promise<IndexInfo> {
    const answer = await this.#call('GET', '', undefined);
    const metadata = this.#format.field(answer, 'metadata');
    const stats = this.#object(this.#format.field(answer, 'stats'));
    const stat = (name: string): number => {
      // The statistics have full names in MessagePack too.
      const value = this.#format.entries(stats).find(([key]) => key === name)?.[1];
      return typeof value === 'number' ? value : 0;
    };
    return {
      version: numberField(this.#format, answer, 'version') ?? 0,
      metadata: this.#format.isObject(metadata)
        ? (Object.fromEntries(this.#format.entries(metadata)) as Record<string, string>)
        : {},
      documents: stat('num_docs'),
      segments: stat('num_segments'),
      minDocumentId: stat('min_doc_id'),
      maxDocumentId: stat('max_doc_id'),
    };
  }

  async close(): Promise<void> {
    this.#connection.close();
  }

  async #call(
    method: string,
    path: string,
    body: { readonly json: MsgpackInput; readonly msgpack: MsgpackInput } | undefined,
    signal?: AbortSignal,
  ): Promise<WireObject> {
    const { status, body: answer } = await this.#connection.send(
      method,
      path,
      body === undefined ? undefined : this.#format.encode(body[this.#format.name]),
      signal,
    );
    const decoded = this.#decode(answer);
    if (status === 200) return decoded;
    const code = this.#format.field(decoded, 'error');
    throw new IndexError(
      typeof code === 'string' ? (code as IndexErrorCode) : 'Unreachable',
      `${this.#url} answered ${status} ${String(code)}.`,
    );
  }

  #decode(body: Uint8Array): WireObject {
    try {
      return this.#object(this.#format.decode(body));
    } catch {
      throw unreadable(this.#url);
    }
  }

  #object(value: WireValue): WireObject {
    if (!this.#format.isObject(value)) throw unreadable(this.#url);
    return value;
  }
}

function jsonChange(change: Change): MsgpackInput {
  return change.type === 'insert'
    ? { insert: { id: change.id, hashes: [...change.hashes] } }
    : { delete: { id: change.id } };
}

function msgpackChange(change: Change): MsgpackInput {
  return change.type === 'insert' ? { i: { i: change.id, h: change.hashes } } : { d: { i: change.id } };
}

/** The members that are not undefined. */
function defined(fields: { readonly [key: string]: MsgpackInput | undefined }): {
  readonly [key: string]: MsgpackInput;
} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [key: string]: MsgpackInput;
  };
}

function numberField(format: MediaFormat, object: WireObject, name: string): number | undefined {
  const value = format.field(object, name);
  return typeof value === 'number' ? value : undefined;
}

function unreadable(url: string): IndexError {
  return new IndexError('Unreachable', `The answer of ${url} does not follow the protocol of acoustid-index.`);
}
