import { describe, expect, it } from 'vitest';
import { JSON_FORMAT, MSGPACK_FORMAT, requestFormat, responseFormat } from './media-format.ts';

const body = (text: string): Uint8Array => Buffer.from(text);

describe('the encoding of a request', () => {
  it('follows from its content type, without parameters and case', () => {
    expect(requestFormat('application/json', body(''))).toBe(JSON_FORMAT);
    expect(requestFormat(' Application/JSON ; charset=utf-8', body(''))).toBe(JSON_FORMAT);
    expect(requestFormat('application/vnd.msgpack', body('{'))).toBe(MSGPACK_FORMAT);
    expect(() => requestFormat('text/plain', body('{'))).toThrow(
      expect.objectContaining({
        code: 'UnsupportedMediaType',
        message: 'text/plain is neither JSON nor MessagePack.',
      }),
    );
  });

  it('follows from the first byte when there is no content type', () => {
    expect([body(''), body('{}'), body('\x80')].map((bytes) => requestFormat(undefined, bytes).name)).toEqual([
      'json',
      'json',
      'msgpack',
    ]);
  });
});

describe('the encoding of a response', () => {
  it('is the first that the client accepts, else that of the request', () => {
    expect(responseFormat('application/json', MSGPACK_FORMAT)).toBe(JSON_FORMAT);
    expect(responseFormat('text/html, application/vnd.msgpack;q=0.5, application/json', JSON_FORMAT)).toBe(
      MSGPACK_FORMAT,
    );
    for (const accept of [undefined, '', '*/*', 'text/html']) {
      expect(responseFormat(accept, MSGPACK_FORMAT)).toBe(MSGPACK_FORMAT);
      expect(responseFormat(accept, JSON_FORMAT)).toBe(JSON_FORMAT);
    }
  });
});

describe('JSON', () => {
  it('is UTF-8, also in the middle of a larger buffer', () => {
    const bytes = Buffer.from('xx{"a":"grün"}yy');
    expect(JSON_FORMAT.decode(bytes.subarray(2, -2))).toEqual({ a: 'grün' });
  });

  it('has members by their full names', () => {
    const object = JSON_FORMAT.decode(body('{"query":1,"q":2,"none":null}')) as Record<string, unknown>;
    expect(['query', 'q', 'none', 'toString'].map((name) => JSON_FORMAT.field(object, name))).toEqual([
      1,
      2,
      undefined,
      undefined,
    ]);
    expect(JSON_FORMAT.entries(object)).toEqual([
      ['query', 1],
      ['q', 2],
      ['none', null],
    ]);
    expect(Buffer.from(JSON_FORMAT.encode({ a: [1] })).toString()).toBe('{"a":[1]}');
  });

  it('has objects that are neither lists nor null', () => {
    expect([{}, [], null, 'x', 1].map((value) => JSON_FORMAT.isObject(value))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is refused where it is broken', () => {
    expect(() => JSON_FORMAT.decode(body('{'))).toThrow(
      expect.objectContaining({ code: 'BadRequest', message: 'The body is not JSON.' }),
    );
  });
});

describe('MessagePack', () => {
  it('has members by their first letters', () => {
    const object = MSGPACK_FORMAT.decode(MSGPACK_FORMAT.encode({ query: 1, limit: null, x: 2 })) as ReadonlyMap<
      string,
      unknown
    >;
    expect(['q', 'quite', 'limit', 'none'].map((name) => MSGPACK_FORMAT.field(object, name))).toEqual([
      1,
      1,
      undefined,
      undefined,
    ]);
    expect(MSGPACK_FORMAT.entries(object)).toEqual([
      ['query', 1],
      ['limit', null],
      ['x', 2],
    ]);
    expect([object, {}, [], null].map((value) => MSGPACK_FORMAT.isObject(value))).toEqual([true, false, false, false]);
  });

  it('is refused with the reason where it is broken', () => {
    const refusal = (hex: string) => () => MSGPACK_FORMAT.decode(Buffer.from(hex, 'hex'));
    const refused = (what: string): Error =>
      expect.objectContaining({ code: 'BadRequest', message: `The body is not MessagePack: ${what}.` }) as Error;
    expect(refusal('92')).toThrow(refused('it ends too early'));
    expect(refusal('c0c0')).toThrow(refused('bytes follow the value'));
    expect(refusal('c1')).toThrow(refused('this protocol does not have the type 0xc1'));
    expect(refusal('8101')).toThrow(refused('it ends too early'));
    expect(refusal('810101')).toThrow(refused('a key is not a string'));
    expect(refusal('a1ff')).toThrow(refused('a string is not UTF-8'));
    expect(refusal(`${'91'.repeat(17)}01`)).toThrow(refused('it is nested too deeply'));
    expect(refusal(`${'91'.repeat(16)}01`)).not.toThrow();
  });
});
