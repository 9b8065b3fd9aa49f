/**
 * The bodies of requests: decoded and checked field by field.
 * A body that does not follow the protocol is a `BadRequest`, whatever is wrong with it.
 */

import { invalidDocumentId, isDocumentId, MAX_U32 } from '../contract/document-id.ts';
import { IndexError } from '../contract/index-error.ts';
import type { Change, SearchOptions, UpdateOptions } from '../contract/fingerprint-index.ts';
import type { MediaFormat, WireObject, WireValue } from './media-format.ts';

/** The content of a request without a body, in either encoding. */
const EMPTY: WireObject = new Map();

/** The body of a request. Every method throws `BadRequest`. */
export class RequestBody {
  readonly #format: MediaFormat;
  readonly #object: WireObject;

  constructor(format: MediaFormat, body: Uint8Array) {
    this.#format = format;
    this.#object = body.length === 0 ? EMPTY : this.#asObject(format.decode(body), 'the body');
  }

  searchRequest(): { readonly query: Uint32Array; readonly options: SearchOptions } {
    const options: { -readonly [K in keyof SearchOptions]: SearchOptions[K] } = {};
    const timeout = this.#u32('timeout');
    const limit = this.#u32('limit');
    const minScore = this.#u32('min_score');
    const minScorePercent = this.#u32('score_pct');
    if (timeout !== undefined) options.timeout = timeout;
    if (limit !== undefined) options.limit = limit;
    if (minScore !== undefined) options.minScore = minScore;
    if (minScorePercent !== undefined) options.minScorePercent = minScorePercent;
    return { query: u32Array(this.#required('query'), 'query'), options };
  }

  updateRequest(): { readonly changes: Change[]; readonly options: UpdateOptions } {
    const options: { -readonly [K in keyof UpdateOptions]: UpdateOptions[K] } = {};
    const metadata = this.#field('metadata');
    const expectedVersion = this.#u64('expected_version');
    if (metadata !== undefined) options.metadata = this.#stringMap(metadata);
    if (expectedVersion !== undefined) options.expectedVersion = expectedVersion;
    const changes = array(this.#required('changes'), 'changes').map((change) =>
      this.#change(this.#asObject(change, 'a change')),
    );
    return { changes, options };
  }

  hashes(): Uint32Array {
    return u32Array(this.#required('hashes'), 'hashes');
  }

  createRequest(): { readonly expectDoesNotExist: boolean; readonly generation: number | undefined } {
    return { expectDoesNotExist: this.#boolean('expect_does_not_exist'), generation: this.#u64('generation') };
  }

  deleteRequest(): { readonly expectExists: boolean } {
    return { expectExists: this.#boolean('expect_exists') };
  }

  #change(change: WireObject): Change {
    const insert = this.#format.field(change, 'insert');
    const remove = this.#format.field(change, 'delete');
    if ((insert === undefined) === (remove === undefined)) throw badRequest('a change is either an insert or a delete');
    const fields = this.#asObject(insert ?? remove, 'a change');
    const id = this.#format.field(fields, 'id');
    if (!isWhole(id, MAX_U32)) throw badRequest('an id is a whole number below 2^32');
    if (!isDocumentId(id)) throw invalidDocumentId(id);
    if (remove !== undefined) return { type: 'delete', id };
    return { type: 'insert', id, hashes: u32Array(this.#format.field(fields, 'hashes'), 'hashes') };
  }

  #field(name: string): WireValue {
    return this.#format.field(this.#object, name);
  }

  #required(name: string): WireValue {
    const value = this.#field(name);
    if (value === undefined) throw badRequest(`${name} is missing`);
    return value;
  }

  #u32(name: string): number | undefined {
    return whole(this.#field(name), name, MAX_U32);
  }

  #u64(name: string): number | undefined {
    return whole(this.#field(name), name, Number.MAX_SAFE_INTEGER);
  }

  #asObject(value: WireValue, what: string): WireObject {
    if (!this.#format.isObject(value)) throw badRequest(`${what} is not an object`);
    return value;
  }

  #stringMap(value: WireValue): Record<string, string> {
    const entries = this.#format.entries(this.#asObject(value, 'metadata'));
    if (entries.some(([, text]) => typeof text !== 'string')) throw badRequest('metadata is not a map of strings');
    return Object.fromEntries(entries) as Record<string, string>;
  }

  #boolean(name: string): boolean {
    const value = this.#field(name) ?? false;
    if (typeof value !== 'boolean') throw badRequest(`${name} is not true or false`);
    return value;
  }
}

function badRequest(what: string): IndexError {
  return new IndexError('BadRequest', `The request is not valid: ${what}.`);
}

function array(value: WireValue, what: string): WireValue[] {
  if (value instanceof Uint32Array) return [...value];
  if (!Array.isArray(value)) throw badRequest(`${what} is not a list`);
  return value as WireValue[];
}

function u32Array(value: WireValue, what: string): Uint32Array {
  if (value instanceof Uint32Array) return value;
  const values = array(value, what);
  const numbers = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const number = values[i];
    if (!isWhole(number, MAX_U32)) throw badRequest(`${what} has something that is not a whole number below 2^32`);
    numbers[i] = number;
  }
  return numbers;
}

function whole(value: WireValue, name: string, largest: number): number | undefined {
  if (value === undefined) return undefined;
  if (!isWhole(value, largest)) throw badRequest(`${name} is not a whole number up to ${largest}`);
  return value;
}

function isWhole(value: WireValue, largest: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largest;
}
