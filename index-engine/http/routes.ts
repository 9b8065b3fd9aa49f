/**
 * The routes of the protocol: what each request does, without networking and encodings.
 */

import type { IndexCollection } from '../collection/index-collection.ts';
import { isIndexName } from '../collection/index-collection.ts';
import { invalidDocumentId, isDocumentId } from '../contract/document-id.ts';
import { IndexError } from '../contract/index-error.ts';
import type { LocalIndex } from '../engine/local-index.ts';
import { MSGPACK_FORMAT } from './media-format.ts';
import type { MediaFormat } from './media-format.ts';
import type { ServerMetrics } from './metrics.ts';
import type { RequestBody } from './request-body.ts';
import {
  createResponse,
  deleteResponse,
  EMPTY_RESPONSE,
  infoResponse,
  searchResponse,
  segmentsResponse,
  versionResponse,
} from './responses.ts';
import type { WireResponse } from './responses.ts';
import { snapshotArchive } from './snapshot-archive.ts';
import { snapshotStream } from './snapshot-stream.ts';

/** A response as it is sent. */
export interface ApiResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A request for its route. */
export interface Call {
  readonly collection: IndexCollection;
  readonly metrics: ServerMetrics;
  readonly body: RequestBody;
  /** The format of the response. */
  readonly format: MediaFormat;
  readonly signal: AbortSignal;
  readonly name: string;
  /** The part of the path after the name of the index. */
  readonly part: string;
}

/** Content to be encoded, or a complete response. */
export type Answer = WireResponse | ApiResponse;
export type Handler = (call: Call) => Answer | Promise<Answer>;

const TEXT = 'text/plain; charset=utf-8';
const METRICS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** By method and pattern of the path: `:index` is a name, `:id` a number. HEAD is GET without the body. */
export const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /_metrics': renderMetrics,
  'GET /_health': ({ collection }) => health(collection.isReady),
  'GET /:index/_health': indexHealth,
  'POST /:index/_search': search,
  'POST /:index/_update': update,
  'GET /:index/_segments': segments,
  'GET /:index/_snapshot': snapshot,
  'GET /:index/:id': fingerprintInfo,
  'PUT /:index/:id': putFingerprint,
  'DELETE /:index/:id': deleteFingerprint,
  'GET /:index': async (call) => infoResponse(await index(call).info()),
  'PUT /:index': createIndex,
  'DELETE /:index': deleteIndex,
};

function index({ collection, name }: Call): LocalIndex {
  return collection.get(name);
}

function documentId({ part }: Call): number {
  const id = /^\d{1,10}$/.test(part) ? Number(part) : 0;
  if (!isDocumentId(id)) throw invalidDocumentId(part);
  return id;
}

async function search(call: Call): Promise<Answer> {
  const start = performance.now();
  const { query, options } = call.body.searchRequest();
  const results = await index(call).search(query, { ...options, signal: call.signal });
  call.metrics.countSearch(results.length, (performance.now() - start) / 1000);
  return searchResponse(results);
}

async function update(call: Call): Promise<Answer> {
  const { changes, options } = call.body.updateRequest();
  const { version } = await index(call).update(changes, options);
  call.metrics.countUpdate(changes.length);
  return versionResponse(version);
}

async function fingerprintInfo(call: Call): Promise<Answer> {
  const id = documentId(call);
  if (!(await index(call).has(id))) throw new IndexError('FingerprintNotFound', `There is no fingerprint ${id}.`);
  return versionResponse((await index(call).info()).version);
}

async function putFingerprint(call: Call): Promise<Answer> {
  await index(call).update([{ type: 'insert', id: documentId(call), hashes: call.body.hashes() }]);
  call.metrics.countUpdate(1);
  return EMPTY_RESPONSE;
}

async function deleteFingerprint(call: Call): Promise<Answer> {
  await index(call).update([{ type: 'delete', id: documentId(call) }]);
  call.metrics.countUpdate(1);
  return EMPTY_RESPONSE;
}

async function createIndex({ collection, name, body }: Call): Promise<Answer> {
  const created = await collection.create(name, body.createRequest());
  return createResponse((await created.info()).version, collection.generationOf(name));
}

async function deleteIndex({ collection, name, body }: Call): Promise<Answer> {
  const { expectExists } = body.deleteRequest();
  const deleted = await collection.delete(name);
  if (!deleted && (expectExists || !isIndexName(name))) {
    throw new IndexError('IndexNotFound', `There is no index ${name}.`);
  }
  return deleteResponse(deleted);
}

async function segments(call: Call): Promise<Answer> {
  return segmentsResponse(await index(call).segments());
}

/** A stream for clients that accept MessagePack, an archive for all others. */
async function snapshot(call: Call): Promise<Answer> {
  if (call.format === MSGPACK_FORMAT) {
    const body = snapshotStream(index(call), call.collection.generationOf(call.name));
    return { status: 200, contentType: MSGPACK_FORMAT.contentType, body };
  }
  return { status: 200, contentType: 'application/x-tar', body: snapshotArchive(index(call)) };
}

async function renderMetrics({ collection, metrics }: Call): Promise<Answer> {
  const open = collection.openIndexes;
  const indexes = await Promise.all(
    open.map(async ({ name, client }) => ({ name, info: await client.info(), statistics: await client.statistics() })),
  );
  return { status: 200, contentType: METRICS_TEXT, body: Buffer.from(metrics.render(indexes)) };
}

function indexHealth(call: Call): Answer {
  try {
    index(call);
    return health(true);
  } catch (error) {
    if (error instanceof IndexError && error.code === 'IndexNotReady') return health(false);
    throw error;
  }
}

function health(ready: boolean): ApiResponse {
  return { status: ready ? 200 : 503, contentType: TEXT, body: Buffer.from(ready ? 'OK\n' : 'LOADING\n') };
}
