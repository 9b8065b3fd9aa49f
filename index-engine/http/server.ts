/**
 * The HTTP server of a collection of indexes. The owner of a server closes it; requests that were received are answered
 * first.
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IndexError } from '../contract/index-error.ts';
import { IndexCollection } from '../collection/index-collection.ts';
import type { OpenOptions } from '../threads/engine-protocol.ts';
import { ServerMetrics } from './metrics.ts';
import { respond } from './respond.ts';

/** Time for pending requests when the server closes. */
const CLOSE_MILLISECONDS = 5000;

export interface ServeOptions {
  /** Holds a folder for each index. */
  readonly directory: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Options of every index. */
  readonly index?: OpenOptions;
  /** Called with failures that no request reports. */
  readonly onProblem?: (index: string, error: IndexError) => void;
}

export interface IndexServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a server. Rejects when the directory is open elsewhere or the port is taken. */
export async function startServer(options: ServeOptions): Promise<IndexServer> {
  const collection = new IndexCollection(options.directory, options.index ?? {}, (name, error) =>
    options.onProblem?.(name, error),
  );
  const metrics = new ServerMetrics();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    // What fails ends its connection: no more can be said to the client.
    respond(collection, metrics, request, response).catch(() => undefined);
  });
  try {
    server.listen(options.port, options.host);
    await once(server, 'listening');
  } catch (error) {
    await collection.close();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      // Clients that never finish their request must not block the end.
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MILLISECONDS);
      await closed;
      clearTimeout(timer);
      await collection.close();
    },
  };
}
