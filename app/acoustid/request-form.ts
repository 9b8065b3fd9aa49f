/**
 * Reads the parameters of an HTTP request: of its address, and of a body that is a form, as such or compressed by gzip.
 *
 * Invariant: neither a body nor what it is decompressed to takes more than 1 MiB, whatever the headers claim.
 */
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback } from 'node:zlib';
import { tooLarge } from './acoustid-error.ts';
import { RequestValues } from './request-values.ts';

/** Bytes of a body, before and after it is decompressed. */
export const MOST_BODY_BYTES = 1 << 20;

const gunzip = promisify(gunzipWithCallback);

/** A body that cannot be read: as AcoustID's server, it has no parameters. */
const NO_BODY = new Uint8Array();

/** @throws AcoustidError for a body that is too large */
export async function readRequestValues(request: Request): Promise<RequestValues> {
  const query = new URL(request.url).searchParams;
  if (request.method !== 'POST') return new RequestValues(query);
  const body = await decompressed(await readBody(request), request.headers.get('content-encoding'));
  return new RequestValues([...query, ...(await formOf(body, request.headers.get('content-type') ?? ''))]);
}

async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length')) > MOST_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > MOST_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function decompressed(body: Uint8Array<ArrayBuffer>, encoding: string | null): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding?.toLowerCase() !== 'gzip') return body;
  try {
    return new Uint8Array(await gunzip(body, { maxOutputLength: MOST_BODY_BYTES }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    return NO_BODY;
  }
}

async function formOf(body: Uint8Array<ArrayBuffer>, type: string): Promise<readonly (readonly [string, string])[]> {
  if (!/^multipart\/form-data\b/i.test(type)) return [...new URLSearchParams(new TextDecoder().decode(body))];
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return await Promise.all(
      [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const),
    );
  } catch {
    return [];
  }
}
