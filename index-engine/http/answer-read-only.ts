/**
 * The protocol over one index that is somebody else's: it can be searched and asked about, and not changed. What needs
 * the files of the index (its segments, a snapshot) is not there.
 */

import type { FingerprintIndex } from '../contract/fingerprint-index.ts';
import { invalidDocumentId, isDocumentId } from '../contract/document-id.ts';
import { IndexError } from '../contract/index-error.ts';
import type { ApiRequest } from './answer.ts';
import { errorStatus } from './error-status.ts';
import { JSON_FORMAT, requestFormat, responseFormat } from './media-format.ts';
import { RequestBody } from './request-body.ts';
import { createResponse, errorResponse, infoResponse, searchResponse, versionResponse } from './responses.ts';
import type { WireResponse } from './responses.ts';
import type { ApiResponse } from './routes.ts';

/** Whole: nothing that is answered here is long. */
export interface ReadOnlyResponse extends ApiResponse {
  readonly body: Uint8Array;
}

/** What is asked of the index. */
export type SearchedIndex = Pick<FingerprintIndex, 'search' | 'has' | 'info'>;

/** The index is never deleted and made again under its name. */
const GENERATION = 1;

const HEALTHY: ReadOnlyResponse = {
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  body: Buffer.from('OK\n'),
};

/**
 * Answers a request. Never rejects: failures are answers, and so are changes, with `Forbidden`.
 * @param name of the index in paths
 */
export async function answerReadOnly(
  index: SearchedIndex,
  name: string,
  request: ApiRequest,
): Promise<ReadOnlyResponse> {
  let format = responseFormat(request.accept, JSON_FORMAT);
  const encode = (status: number, response: WireResponse): ReadOnlyResponse => ({
    status,
    contentType: format.contentType,
    body: format.encode(response[format.name]),
  });
  try {
    const requested = requestFormat(request.contentType, request.body);
    format = responseFormat(request.accept, requested);
    const answer = await answerOf(index, name, request, () => new RequestBody(requested, request.body));
    return answer === null ? HEALTHY : encode(200, answer);
  } catch (error) {
    const code = error instanceof IndexError ? error.code : 'Internal';
    return encode(errorStatus(code), errorResponse(code));
  }
}

/** Null for "it is well". Throws `IndexError`. */
async function answerOf(
  index: SearchedIndex,
  name: string,
  { method, path, signal }: ApiRequest,
  body: () => RequestBody,
): Promise<WireResponse | null> {
  const [root, first = '', part, ...more] = path.split('/');
  const isRead = method === 'GET' || method === 'HEAD';
  if (root !== '' || more.length > 0) throw notFound(path);
  if (isRead && first === '_health' && part === undefined) return null;
  if (first !== name) throw new IndexError('IndexNotFound', `There is no index ${first}.`);
  if (method === 'POST' && part === '_search') {
    const { query, options } = body().searchRequest();
    return searchResponse(await index.search(query, { ...options, signal }));
  }
  // Clients make sure that there is an index before they use it.
  if (method === 'PUT' && part === undefined) return existing(index, name, body().createRequest());
  if (!isRead) throw new IndexError('Forbidden', `The index ${name} is not changed by other programs.`);
  if (part === undefined) return infoResponse(await index.info());
  if (part === '_health') return null;
  if (part.startsWith('_')) throw notFound(path);
  const id = /^\d{1,10}$/.test(part) ? Number(part) : 0;
  if (!isDocumentId(id)) throw invalidDocumentId(part);
  if (!(await index.has(id))) throw new IndexError('FingerprintNotFound', `There is no fingerprint ${id}.`);
  return versionResponse((await index.info()).version);
}

async function existing(
  index: SearchedIndex,
  name: string,
  { expectDoesNotExist }: { readonly expectDoesNotExist: boolean },
): Promise<WireResponse> {
  if (expectDoesNotExist) throw new IndexError('IndexAlreadyExists', `There is an index ${name} already.`);
  return createResponse((await index.info()).version, GENERATION);
}

function notFound(path: string): IndexError {
  return new IndexError('NotFound', `There is nothing at ${path}.`);
}
