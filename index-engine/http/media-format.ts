/**
 * The two encodings of the protocol and how a request chooses between them.
 *
 * JSON has the fields' full names. MessagePack has one-letter keys; of a key that comes in only the first letter counts.
 */

import { IndexError } from '../contract/index-error.ts';
import { decodeMsgpack, MsgpackError } from './msgpack-decode.ts';
import { encodeMsgpack } from './msgpack-encode.ts';
import type { MsgpackInput } from './msgpack-encode.ts';

/** Something decoded from a body; what it is, is found out by looking. */
export type WireValue = unknown;

/** An object of a body, in the form its encoding is decoded to. */
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
  /** All members of an object, by the names they came with. */
  entries(object: WireObject): [string, WireValue][];
}

export const JSON_FORMAT: MediaFormat = {
  name: 'json',
  contentType: 'application/json',
  decode(body) {
    try {
      return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')) as unknown;
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
      if (error instanceof MsgpackError) {
        throw new IndexError('BadRequest', `The body is not MessagePack: ${error.message}.`);
      }
      throw error;
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

/** The format of a request's body. Without a content type the first byte tells. Throws `UnsupportedMediaType`. */
export function requestFormat(contentType: string | undefined, body: Uint8Array): MediaFormat {
  if (contentType === undefined) return body.length === 0 || body[0] === 0x7b ? JSON_FORMAT : MSGPACK_FORMAT;
  const format = formatOf(contentType);
  if (format === undefined) {
    throw new IndexError('UnsupportedMediaType', `${contentType} is neither JSON nor MessagePack.`);
  }
  return format;
}

/** The format of the answer: the first one that the client accepts by name, else that of its request. */
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
