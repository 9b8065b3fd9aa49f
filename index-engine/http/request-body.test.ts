import { describe, expect, it } from 'vitest';
import { JSON_FORMAT, MSGPACK_FORMAT } from './media-format.ts';
import { encodeMsgpack } from './msgpack-encode.ts';
import type { MsgpackInput } from './msgpack-encode.ts';
import { RequestBody } from './request-body.ts';

const json = (body: unknown): RequestBody => new RequestBody(JSON_FORMAT, Buffer.from(JSON.stringify(body)));
const msgpack = (body: MsgpackInput): RequestBody => new RequestBody(MSGPACK_FORMAT, encodeMsgpack(body));

function refused(what: string): Error {
  return expect.objectContaining({ code: 'BadRequest', message: `The request is not valid: ${what}.` }) as Error;
}

describe('the body of a search', () => {
  it('has a query, and options where they are given', () => {
    expect(json({ query: [1, 0xffffffff, 0] }).searchRequest()).toStrictEqual({
      query: Uint32Array.from([1, 0xffffffff, 0]),
      options: {},
    });
    const full = { query: [], limit: 0, timeout: 0xffffffff, min_score: 3, score_pct: 4 };
    const options = { limit: 0, timeout: 0xffffffff, minScore: 3, minScorePercent: 4 };
    expect(json(full).searchRequest()).toStrictEqual({ query: new Uint32Array(), options });
    expect(msgpack({ q: [], l: 0, t: 0xffffffff, m: 3, s: 4 }).searchRequest().options).toStrictEqual(options);
    expect(json({ query: [1], limit: null }).searchRequest().options).toStrictEqual({});
  });

  it('is refused with the field that is wrong', () => {
    const search = (body: unknown) => () => json(body).searchRequest();
    expect(search([])).toThrow(refused('the body is not an object'));
    expect(search(null)).toThrow(refused('the body is not an object'));
    expect(search({})).toThrow(refused('query is missing'));
    expect(search({ query: 5 })).toThrow(refused('query is not a list'));
    for (const item of [1.5, -1, 2 ** 32, '1', null]) {
      expect(search({ query: [7, item] })).toThrow(
        refused('query has something that is not a whole number below 2^32'),
      );
    }
    for (const [name, value] of [
      ['limit', -1],
      ['timeout', 1.5],
      ['min_score', 2 ** 32],
      ['score_pct', '1'],
    ] as const) {
      expect(search({ query: [], [name]: value })).toThrow(refused(`${name} is not a whole number up to 4294967295`));
    }
  });
});

describe('the body of an update', () => {
  it('has changes, and options where they are given', () => {
    const changes = [{ insert: { id: 1, hashes: [5] } }, { delete: { id: 0xffffffff } }];
    const expected = [
      { type: 'insert', id: 1, hashes: Uint32Array.from([5]) },
      { type: 'delete', id: 0xffffffff },
    ];
    expect(json({ changes }).updateRequest()).toStrictEqual({ changes: expected, options: {} });
    const options = { metadata: { a: 'b' }, expectedVersion: 0 };
    expect(json({ changes, metadata: { a: 'b' }, expected_version: 0 }).updateRequest().options).toStrictEqual(options);
    const packed = msgpack({ c: [{ i: { i: 1, h: [5] } }, { d: { i: 0xffffffff } }], m: { a: 'b' }, e: 0 });
    expect(packed.updateRequest()).toStrictEqual({ changes: expected, options });
    expect(
      msgpack({ c: [{ i: { i: 1, h: Uint32Array.from({ length: 20 }, (_, i) => i) } }] }).updateRequest(),
    ).toStrictEqual({
      changes: [{ type: 'insert', id: 1, hashes: Uint32Array.from({ length: 20 }, (_, i) => i) }],
      options: {},
    });
  });

  it('is refused with the change that is wrong', () => {
    const update = (body: unknown) => () => json(body).updateRequest();
    const change = (one: unknown) => update({ changes: [one] });
    expect(update({})).toThrow(refused('changes is missing'));
    expect(update({ changes: {} })).toThrow(refused('changes is not a list'));
    expect(change(1)).toThrow(refused('a change is not an object'));
    const both = { delete: { id: 1 }, insert: { id: 1, hashes: [] } };
    for (const wrong of [{}, both]) expect(change(wrong)).toThrow(refused('a change is either an insert or a delete'));
    expect(change({ delete: 5 })).toThrow(refused('a change is not an object'));
    for (const id of ['1', 1.5, -1, 2 ** 32]) {
      expect(change({ delete: { id } })).toThrow(refused('an id is a whole number below 2^32'));
    }
    expect(change({ delete: { id: 0 } })).toThrow(expect.objectContaining({ code: 'InvalidFingerprintId' }));
    expect(change({ insert: { id: 1 } })).toThrow(refused('hashes is not a list'));
    expect(() => msgpack({ c: Uint32Array.from({ length: 9 }) }).updateRequest()).toThrow(
      refused('a change is not an object'),
    );
    expect(update({ changes: [], metadata: { a: 1 } })).toThrow(refused('metadata is not a map of strings'));
    expect(update({ changes: [], metadata: { a: 'b', c: 1 } })).toThrow(refused('metadata is not a map of strings'));
    expect(update({ changes: [], metadata: [] })).toThrow(refused('metadata is not an object'));
    expect(update({ changes: [], expected_version: 2 ** 53 })).toThrow(
      refused('expected_version is not a whole number up to 9007199254740991'),
    );
    expect(json({ changes: [], expected_version: 2 ** 53 - 1 }).updateRequest().options.expectedVersion).toBe(
      2 ** 53 - 1,
    );
  });
});

describe('other bodies', () => {
  it('have hashes, expectations and generations', () => {
    expect(json({ hashes: [3, 1] }).hashes()).toStrictEqual(Uint32Array.from([3, 1]));
    expect(() => json({}).hashes()).toThrow(refused('hashes is missing'));
    expect(() => json({ hashes: 5 }).hashes()).toThrow(refused('hashes is not a list'));
    expect(() => json({ hashes: [0.5] }).hashes()).toThrow(
      refused('hashes has something that is not a whole number below 2^32'),
    );
    expect(json({}).createRequest()).toStrictEqual({ expectDoesNotExist: false, generation: undefined });
    expect(json({ expect_does_not_exist: true, generation: 7 }).createRequest()).toStrictEqual({
      expectDoesNotExist: true,
      generation: 7,
    });
    expect(() => json({ expect_does_not_exist: 1 }).createRequest()).toThrow(
      refused('expect_does_not_exist is not true or false'),
    );
    expect(() => json({ generation: -1 }).createRequest()).toThrow(
      refused('generation is not a whole number up to 9007199254740991'),
    );
    expect([json({}).deleteRequest(), json({ expect_exists: true }).deleteRequest()]).toStrictEqual([
      { expectExists: false },
      { expectExists: true },
    ]);
    expect(() => json({ expect_exists: 'x' }).deleteRequest()).toThrow(refused('expect_exists is not true or false'));
  });

  it('can be empty in either encoding', () => {
    for (const format of [JSON_FORMAT, MSGPACK_FORMAT]) {
      const body = new RequestBody(format, new Uint8Array());
      expect(body.createRequest()).toStrictEqual({ expectDoesNotExist: false, generation: undefined });
      expect(() => body.hashes()).toThrow(refused('hashes is missing'));
    }
  });
});
