/**
 * Answers requests: finds the route, chooses the encodings, and turns errors into responses. The networking is in
 * `server.ts`.
 */

import type { IndexCollection } from '../collection/index-collection.ts';
import { IndexError } from '../contract/index-error.ts';
import type { IndexErrorCode } from '../contract/index-error.ts';
import { errorStatus } from './error-status.ts';
import { JSON_FORMAT, requestFormat, responseFormat } from './media-format.ts';
import type { MediaFormat } from './media-format.ts';
import type { ServerMetrics } from './metrics.ts';
import { RequestBody } from './request-body.ts';
import { errorResponse } from './responses.ts';
import type { WireResponse } from './responses.ts';
import { ROUTES } from './routes.ts';
import type { ApiResponse, Handler } from './routes.ts';

/** A request as it was received. */
export interface ApiRequest {
  readonly method: string;
  /** Path of the URL, percent-encoded, without the query. */
  readonly path: string;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly body: Uint8Array;
  /** Aborted when the client disconnects. */
  readonly signal: AbortSignal;
}

/** Routes that HEAD does not have. */
const WITHOUT_HEAD = new Set(['GET /_metrics', 'GET /:index/_segments', 'GET /:index/_snapshot']);

/** Answers a request. Never rejects: failures are answers. */
export async function answer(
  collection: IndexCollection,
  metrics: ServerMetrics,
  request: ApiRequest,
): Promise<ApiResponse> {
  const route = findRoute(request);
  if (route === undefined) return refuse(request.accept, 'NotFound');
  const { handler, name, part } = route;
  let format = responseFormat(request.accept, JSON_FORMAT);
  try {
    const requested = requestFormat(request.contentType, request.body);
    format = responseFormat(request.accept, requested);
    const body = new RequestBody(requested, request.body);
    const result = await handler({ collection, metrics, body, format, signal: request.signal, name, part });
    return 'status' in result ? result : encode(200, format, result);
  } catch (error) {
    const code = error instanceof IndexError ? error.code : 'Internal';
    return encode(errorStatus(code), format, errorResponse(code));
  }
}

/** The answer to a request that is refused before its body is read. */
export function refuse(accept: string | undefined, code: IndexErrorCode): ApiResponse {
  return encode(errorStatus(code), responseFormat(accept, JSON_FORMAT), errorResponse(code));
}

function encode(status: number, format: MediaFormat, response: WireResponse): ApiResponse {
  return { status, contentType: format.contentType, body: format.encode(response[format.name]) };
}

/** The handler of a request, with the name and the part of its path; undefined where there is none. */
function findRoute({ method, path }: ApiRequest): { handler: Handler; name: string; part: string } | undefined {
  const [root, first = '', second, ...more] = path.split('/');
  const shape =
    second === undefined
      ? first.startsWith('_')
        ? `/${first}`
        : '/:index'
      : `/:index/${second.startsWith('_') ? second : ':id'}`;
  const route = `${method === 'HEAD' ? 'GET' : method} ${shape}`;
  const handler = ROUTES[route];
  if (handler === undefined || root !== '' || first === '' || more.length > 0) return undefined;
  if (method === 'HEAD' && WITHOUT_HEAD.has(route)) return undefined;
  return { handler, name: decode(first), part: decode(second ?? '') };
}

/** A part of the path, decoded as far as it is valid. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
