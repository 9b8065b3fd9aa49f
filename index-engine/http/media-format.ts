/**
 * The two encodings of the protocol and how a request chooses between them.
 *
 * JSON has the full names of fields. MessagePack has one-letter keys; of received keys only the first letter counts.
 */

import { IndexError } from '../contract/index-error.ts';
import { decodeMsgpack } from './msgpack-decode.ts';
import type { MsgpackError } from './msgpack-decode.ts';
import { encodeMsgpack } from './msgpack-encode.ts';
import type { MsgpackInput } from './msgpack-encode.ts';

/** A decoded value; readers check its type. */
export type WireValue = unknown;

/** A decoded object, in the form of its encoding. */
export type WireObject = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

export interface MediaFormat {
  readonly name: 'json' | 'msgpack';
  readonly contentType: string;
  /** Throws `BadRequest`. */
  decode(body: Uint8Array): WireValue;
  encode(value: MsgpackInput): Uint8Array;
  isObject(value: WireValue): value is WireObject;
  /** A member of an object, by its full name; undefined when it is not there or null. */
  field(object: WireObject, name: string): WireValue;
  /** All members of an object, by the names that were received. */
  entries(object: WireObject): [string, WireValue][];
}

export const JSON_FORMAT: MediaFormat = {
  name: 'json',
  contentType: 'application/json',
  decode(body) {
    try {
      return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()) as unknown;
    } catch {
      throw new IndexError('BadRequest', 'The body is not JSON.');
    }
  },
  encode: (value) => Buffer.from(JSON.stringify(value)),
  isObject: (value): value is WireObject => typeof value === 'object' && value !== null && !Array.isArray(value),
  field: (object, name) =>
    Object.hasOwn(object, name) ? ((object as Record<string, unknown>)[name] ?? undefined) : undefined,
  entries: (object) => Object.entries(object),
};

export const MSGPACK_FORMAT: MediaFormat = {
  name: 'msgpack',
  contentType: 'application/vnd.msgpack',
  decode(body) {
    try {
      return decodeMsgpack(body);
    } catch (error) {
      throw new IndexError('BadRequest', `The body is not MessagePack: ${(error as MsgpackError).message}.`);
    }
  },
  encode: encodeMsgpack,
  isObject: (value): value is WireObject => value instanceof Map,
  field(object, name) {
    for (const [key, value] of object as ReadonlyMap<string, unknown>) {
      if (key[0] === name[0]) return value ?? undefined;
    }
    return undefined;
  },
  entries: (object) => [...(object as ReadonlyMap<string, unknown>)],
};

/** The format of a request's body; without a content type it follows from the first byte. Throws `UnsupportedMediaType`. */
export function requestFormat(contentType: string | undefined, body: Uint8Array): MediaFormat {
  if (contentType === undefined) return body.length === 0 || body[0] === 0x7b ? JSON_FORMAT : MSGPACK_FORMAT;
  const format = formatOf(contentType);
  if (format === undefined) {
    throw new IndexError('UnsupportedMediaType', `${contentType} is neither JSON nor MessagePack.`);
  }
  return format;
}

/** The format of the response: the first one that the client accepts by name, else that of its request. */
export function responseFormat(accept: string | undefined, request: MediaFormat): MediaFormat {
  for (const range of accept?.split(',') ?? []) {
    const format = formatOf(range);
    if (format !== undefined) return format;
  }
  return request;
}

function formatOf(mediaType: string): MediaFormat | undefined {
  const essence = mediaType.split(';', 1)[0]!.trim().toLowerCase();
  return [JSON_FORMAT, MSGPACK_FORMAT].find(({ contentType }) => contentType === essence);
}
