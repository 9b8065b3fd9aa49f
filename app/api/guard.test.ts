import { describe, expect, it } from 'vitest';
import { bearerOf, isOwnHost, isOwnOrigin, sameToken, sessionOf } from './guard.ts';

describe('who may speak to the service', () => {
  it('refuses a name that was rebound to this machine', () => {
    expect(isOwnHost('127.0.0.1:4000', 4000)).toBe(true);
    expect(isOwnHost('localhost:4000', 4000)).toBe(true);
    for (const host of ['evil.example:4000', '127.0.0.1:4001', '127.0.0.1', undefined]) {
      expect(isOwnHost(host, 4000)).toBe(false);
    }
  });

  it('refuses pages of other origins, and lets programs in, which have none', () => {
    expect(isOwnOrigin(undefined, 4000)).toBe(true);
    expect(isOwnOrigin('http://127.0.0.1:4000', 4000)).toBe(true);
    for (const origin of [
      'https://127.0.0.1:4000',
      'http://evil.example',
      'null',
      'http://127.0.0.1:4000.evil.example',
    ]) {
      expect(isOwnOrigin(origin, 4000)).toBe(false);
    }
  });

  it('compares tokens of any length', () => {
    expect(sameToken('abc', 'abc')).toBe(true);
    expect(sameToken('abc', 'abcd')).toBe(false);
    expect(sameToken('', 'abc')).toBe(false);
  });

  it('takes the token of programs', () => {
    expect(bearerOf('Bearer a')).toBe('a');
    expect([bearerOf(undefined), bearerOf('Basic x'), bearerOf('bearer a')]).toEqual([null, null, null]);
  });

  it('has sessions that depend on the token and the port', () => {
    const sessions = [sessionOf('a', 4000), sessionOf('a', 4001), sessionOf('b', 4000)];
    expect(new Set([...sessions, 'a', 'b']).size).toBe(5);
    expect(sessionOf('a', 4000)).toBe(sessions[0]);
    expect(sessions[0]).toMatch(/^[\w-]{43}$/);
  });
});
