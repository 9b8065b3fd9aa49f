/**
 * An index on a server that speaks the protocol, with the same interface as one on this machine.
 */

import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { invalidDocumentId, isDocumentId } from '../contract/document-id.ts';
import { indexClosed, IndexError } from '../contract/index-error.ts';
import type { IndexErrorCode } from '../contract/index-error.ts';
import type {
  Change,
  FingerprintIndex,
  IndexInfo,
  SearchOptions,
  SearchResult,
  UpdateOptions,
} from '../contract/fingerprint-index.ts';
import { JSON_FORMAT, MSGPACK_FORMAT } from './media-format.ts';
import type { MediaFormat, WireObject, WireValue } from './media-format.ts';
import type { MsgpackInput } from './msgpack-encode.ts';

export interface ConnectOptions {
  /** MessagePack by default. */
  readonly encoding?: 'json' | 'msgpack';
}

interface Reply {
  readonly status: number;
  readonly body: Uint8Array;
}

/** What the server needs beyond a search's own time before the connection is given up. */
const GRACE_MILLISECONDS = 10_000;

export class HttpIndex implements FingerprintIndex {
  readonly #url: string;
  readonly #format: MediaFormat;
  readonly #agent: HttpAgent;
  #closed = false;

  /** Connects to the index with this URL and creates it when it is not there. */
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

  private constructor(url: string, format: MediaFormat) {
    this.#url = url.replace(/\/+$/, '');
    this.#format = format;
    this.#agent = new (this.#url.startsWith('https:') ? HttpsAgent : HttpAgent)({ keepAlive: true });
  }

  async update(changes: readonly Change[], options: UpdateOptions = {}): Promise<{ readonly version: number }> {
    const bad = changes.find(({ id }) => !isDocumentId(id));
    if (bad !== undefined) throw invalidDocumentId(bad.id);
    const { metadata, expectedVersion } = options;
    const answer = await this.#call('POST', '/_update', {
      json: { changes: changes.map(jsonChange), ...defined({ metadata, expected_version: expectedVersion }) },
      msgpack: { c: changes.map(msgpackChange), ...defined({ m: metadata, e: expectedVersion }) },
    });
    // The oldest servers answer nothing but success.
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
    const { status } = await this.#send('HEAD', `/${id}`, undefined, undefined);
    if (status === 200) return true;
    if (status === 404) return false;
    throw new IndexError('Unreachable', `${this.#url} answered ${status}.`);
  }

  async info(): Promise<IndexInfo> {
    const answer = await this.#call('GET', '', undefined);
    const metadata = this.#format.field(answer, 'metadata');
    const stats = this.#object(this.#format.field(answer, 'stats'));
    const stat = (name: string): number => {
      // Inside the statistics MessagePack has full names too.
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
    this.#closed = true;
    this.#agent.destroy();
  }

  async #call(
    method: string,
    path: string,
    body: { readonly json: MsgpackInput; readonly msgpack: MsgpackInput } | undefined,
    signal?: AbortSignal,
  ): Promise<WireObject> {
    const { status, body: answer } = await this.#send(
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

  #send(method: string, path: string, body: Uint8Array | undefined, signal: AbortSignal | undefined): Promise<Reply> {
    if (this.#closed) return Promise.reject(indexClosed());
    const { contentType } = this.#format;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        reject(
          signal?.aborted === true
            ? signal.reason
            : new IndexError('Unreachable', `${this.#url} cannot be reached: ${String(error)}.`, { cause: error }),
        );
      };
      const request = (this.#url.startsWith('https:') ? httpsRequest : httpRequest)(
        `${this.#url}${path}`,
        {
          method,
          agent: this.#agent,
          timeout: GRACE_MILLISECONDS + 10_000,
          headers: {
            accept: contentType,
            ...(body === undefined ? {} : { 'content-type': contentType, 'content-length': body.length }),
          },
          ...(signal === undefined ? {} : { signal }),
        },
        (response) => readReply(response).then(resolve, fail),
      );
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', fail);
      request.end(body);
    });
  }
}

async function readReply(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: response.statusCode!, body: Buffer.concat(chunks) };
}

function jsonChange(change: Change): MsgpackInput {
  return change.type === 'insert'
    ? { insert: { id: change.id, hashes: [...change.hashes] } }
    : { delete: { id: change.id } };
}

function msgpackChange(change: Change): MsgpackInput {
  return change.type === 'insert' ? { i: { i: change.id, h: change.hashes } } : { d: { i: change.id } };
}

/** The members that have a value. */
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
  return new IndexError('Unreachable', `What ${url} answered is not of this protocol.`);
}
