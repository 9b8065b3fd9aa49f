/**
 * The protocol's routes: what each of them does, without any networking.
 */

import { invalidDocumentId, isDocumentId } from '../contract/document-id.ts';
import { IndexError } from '../contract/index-error.ts';
import { isIndexName } from '../collection/index-collection.ts';
import type { IndexCollection } from '../collection/index-collection.ts';
import type { ThreadedIndex } from '../threads/threaded-index.ts';
import { errorStatus } from './error-status.ts';
import { JSON_FORMAT, requestFormat, responseFormat } from './media-format.ts';
import type { MediaFormat } from './media-format.ts';
import type { ServerMetrics } from './metrics.ts';
import { snapshotArchive } from './snapshot-archive.ts';
import {
  createResponse,
  deleteResponse,
  EMPTY_RESPONSE,
  errorResponse,
  infoResponse,
  RequestBody,
  searchResponse,
  versionResponse,
} from './wire.ts';
import type { WireResponse } from './wire.ts';

export interface ApiRequest {
  readonly method: string;
  /** Path of the URL, still encoded, without the query. */
  readonly path: string;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly body: Uint8Array;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

export interface ApiResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A request on its way to its route. */
interface Call {
  readonly collection: IndexCollection;
  readonly metrics: ServerMetrics;
  readonly body: RequestBody;
  readonly signal: AbortSignal;
  readonly name: string;
  /** The part of the path behind the index's name. */
  readonly part: string;
}

type Answer = WireResponse | ApiResponse;
type Handler = (call: Call) => Answer | Promise<Answer>;

const TEXT = 'text/plain; charset=utf-8';
const METRICS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** By method and shape of the path; `:index` and `:id` stand for a name and a number. HEAD is GET without the body. */
const ROUTES: Readonly<Record<string, Handler>> = {
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

/** The part behind an index's name that is not a document's id. */
const INDEX_ACTIONS = new Set(['_health', '_search', '_update', '_segments', '_snapshot']);
/** HEAD is only answered where the protocol says so. */
const WITHOUT_HEAD = new Set(['GET /_metrics', 'GET /:index/_segments', 'GET /:index/_snapshot']);

/** Answers a request; every failure becomes an answer too. */
export async function answer(
  collection: IndexCollection,
  metrics: ServerMetrics,
  request: ApiRequest,
): Promise<ApiResponse> {
  let format = responseFormat(request.accept, JSON_FORMAT);
  try {
    const { handler, name, part } = findRoute(request);
    const requested = requestFormat(request.contentType, request.body);
    format = responseFormat(request.accept, requested);
    const body = new RequestBody(requested, request.body);
    const result = await handler({ collection, metrics, body, signal: request.signal, name, part });
    return 'status' in result ? result : encode(200, format, result);
  } catch (error) {
    const code = error instanceof IndexError ? error.code : 'Internal';
    return encode(errorStatus(code), format, errorResponse(code));
  }
}

/** The answer to a request that was not even read. */
export function refuse(accept: string | undefined, error: IndexError): ApiResponse {
  return encode(errorStatus(error.code), responseFormat(accept, JSON_FORMAT), errorResponse(error.code));
}

function encode(status: number, format: MediaFormat, response: WireResponse): ApiResponse {
  return { status, contentType: format.contentType, body: format.encode(response[format.name]) };
}

function findRoute({ method, path }: ApiRequest): { handler: Handler; name: string; part: string } {
  const [root, first = '', second, ...more] = path.split('/');
  const shape =
    second === undefined
      ? first.startsWith('_')
        ? `/${first}`
        : '/:index'
      : `/:index/${INDEX_ACTIONS.has(second) || second.startsWith('_') ? second : ':id'}`;
  const route = `${method === 'HEAD' ? 'GET' : method} ${shape}`;
  const handler = Object.hasOwn(ROUTES, route) ? ROUTES[route] : undefined;
  if (
    handler === undefined ||
    root !== '' ||
    first === '' ||
    more.length > 0 ||
    (method === 'HEAD' && WITHOUT_HEAD.has(route))
  ) {
    throw new IndexError('NotFound', `There is no ${method} ${path}.`);
  }
  return { handler, name: decode(first), part: decode(second ?? '') };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function index({ collection, name }: Call): ThreadedIndex {
  if (!isIndexName(name)) throw new IndexError('IndexNotFound', 'There is no index of this name.');
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
  const deleted = isIndexName(name) && (await collection.delete(name));
  if (!deleted && (expectExists || !isIndexName(name))) {
    throw new IndexError('IndexNotFound', `There is no index ${name}.`);
  }
  return deleteResponse(deleted);
}

async function segments(call: Call): Promise<Answer> {
  const found = (await index(call).segments()).map(
    ({ kind, documents, deadDocuments, tombstones, postings, bytes }) => ({
      kind,
      docs: documents,
      deleted_docs: deadDocuments,
      tombstones,
      items: postings,
      size: bytes,
    }),
  );
  return { json: { segments: found }, msgpack: { s: found } };
}

async function snapshot(call: Call): Promise<Answer> {
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
