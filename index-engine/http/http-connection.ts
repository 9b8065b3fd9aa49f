/**
 * Sends requests to one server over connections that are kept open. Encodings and errors of the protocol are the caller's.
 */

import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { indexClosed, IndexError } from '../contract/index-error.ts';

export interface HttpReply {
  readonly status: number;
  readonly body: Uint8Array;
}

/** The time that a request may take without an answer: longer than the longest search that the protocol allows (10 s). */
const TIMEOUT_MILLISECONDS = 20_000;

export class HttpConnection {
  readonly #url: string;
  readonly #contentType: string;
  readonly #isSecure: boolean;
  readonly #agent: HttpAgent;
  readonly #timeout: number;
  #closed = false;

  /**
   * `url` is the prefix of all requests' URLs; `contentType` that of their bodies and of the answers. A request fails
   * after `timeout` milliseconds without an answer.
   */
  constructor(url: string, contentType: string, timeout = TIMEOUT_MILLISECONDS) {
    this.#url = url;
    this.#contentType = contentType;
    this.#timeout = timeout;
    this.#isSecure = url.startsWith('https:');
    this.#agent = new (this.#isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true });
  }

  /**
   * A connection that the server has closed while it was kept tells nothing about the request: it is sent once more.
   * Rejects with `Unreachable`, with `Closed`, or with the reason of `signal` when it is aborted.
   */
  send(method: string, path: string, body?: Uint8Array, signal?: AbortSignal): Promise<HttpReply> {
    return this.#send(method, path, body, signal, true);
  }

  #send(
    method: string,
    path: string,
    body: Uint8Array | undefined,
    signal: AbortSignal | undefined,
    canRepeat: boolean,
  ): Promise<HttpReply> {
    if (this.#closed) return Promise.reject(indexClosed());
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        if (signal?.aborted === true) return reject(signal.reason);
        if (canRepeat && request.reusedSocket && wasClosed(error)) {
          return resolve(this.#send(method, path, body, signal, false));
        }
        reject(new IndexError('Unreachable', `${this.#url} cannot be reached: ${String(error)}.`, { cause: error }));
      };
      const request = (this.#isSecure ? httpsRequest : httpRequest)(
        `${this.#url}${path}`,
        {
          method,
          agent: this.#agent,
          timeout: this.#timeout,
          headers: {
            accept: this.#contentType,
            ...(body === undefined ? {} : { 'content-type': this.#contentType, 'content-length': body.length }),
          },
          signal,
        },
        (response) => readReply(response).then(resolve, fail),
      );
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', fail);
      request.end(body);
    });
  }

  /** Ends all connections; later requests reject with `Closed`. */
  close(): void {
    this.#closed = true;
    this.#agent.destroy();
  }
}

function wasClosed(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

async function readReply(response: IncomingMessage): Promise<HttpReply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: response.statusCode!, body: Buffer.concat(chunks) };
}
