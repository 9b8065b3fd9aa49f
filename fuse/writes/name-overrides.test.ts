import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NameOverrides, type NameOverride } from './name-overrides.ts';

const gone = (track: number): NameOverride => ({ kind: 'gone', track });
let overrides: NameOverrides;
let expired: number[];
const expire = (directory: number): void => void expired.push(directory);
beforeEach(() => {
  vi.useFakeTimers();
  overrides = new NameOverrides();
  expired = [];
});
afterEach(() => vi.useRealTimers());

describe('an override', () => {
  it('belongs to one name of one directory, in any normalization', () => {
    const override = gone(1);
    overrides.set(5, 'Ä'.normalize('NFD'), override, 1000, expire);
    expect(overrides.get(5, 'Ä'.normalize('NFC'))).toBe(override);
    expect(overrides.get(5, 'Ä'.normalize('NFD'))).toBe(override);
    expect([overrides.get(6, 'Ä'), overrides.get(5, 'ä')]).toEqual([null, null]);
    overrides.delete(5, 'Ä'.normalize('NFD'));
    expect(overrides.get(5, 'Ä')).toBeNull();
  });

  it('replaces the one before, and has a larger cookie than the names of the tree', () => {
    overrides.set(5, 'a', gone(1), 1000, expire);
    overrides.set(5, 'b', gone(2), 1000, expire);
    overrides.set(5, 'a', gone(3), 1000, expire);
    expect(overrides.in(5)).toEqual([
      { name: 'b', override: gone(2), cookie: 2 ** 52 + 1 },
      { name: 'a', override: gone(3), cookie: 2 ** 52 + 2 },
    ]);
    expect(overrides.in(6)).toEqual([]);
  });

  it('calls back after its lifetime, and not before or after it was deleted or replaced', () => {
    overrides.set(5, 'a', gone(1), 1000, expire);
    overrides.set(6, 'b', gone(2), 1000, expire);
    overrides.set(7, 'c', gone(3), 1000, expire);
    overrides.set(7, 'c', gone(3), 5000, expire);
    overrides.delete(6, 'b');
    overrides.delete(6, 'b');
    vi.advanceTimersByTime(999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual([5]);
    expect(overrides.get(5, 'a')).toEqual(gone(1));
    vi.advanceTimersByTime(4000);
    expect(expired).toEqual([5, 7]);
  });

  it('without an end has no timer', () => {
    overrides.set(5, 'a', gone(1), Infinity, expire);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('all overrides', () => {
  it('are those of all directories', () => {
    overrides.set(5, 'a', gone(1), 1000, expire);
    overrides.set(6, 'b', gone(2), 1000, expire);
    overrides.set(7, 'c', gone(3), 1000, expire);
    overrides.delete(7, 'c');
    expect(overrides.all()).toEqual([
      { directory: 5, name: 'a', override: gone(1) },
      { directory: 6, name: 'b', override: gone(2) },
    ]);
  });

  it('of a directory move to another one, with the directory that they call back with', () => {
    overrides.set(5, 'a', gone(1), 1000, expire);
    overrides.moveAll(5, 6);
    overrides.moveAll(7, 8);
    expect([overrides.get(5, 'a'), overrides.get(6, 'a')]).toEqual([null, gone(1)]);
    vi.advanceTimersByTime(1000);
    expect(expired).toEqual([6]);
  });

  it('that move join those that are there, in the order of their cookies', () => {
    overrides.set(5, 'a', gone(1), 1000, expire);
    overrides.set(6, 'b', gone(2), 1000, expire);
    overrides.set(5, 'c', gone(3), 1000, expire);
    overrides.moveAll(5, 6);
    expect(overrides.in(6).map(({ name, cookie }) => [name, cookie - 2 ** 52])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    expect(overrides.in(5)).toEqual([]);
  });

  it('that move replace those of the same names, which no longer call back', () => {
    overrides.set(6, 'a', gone(1), 1000, expire);
    overrides.set(5, 'a', gone(2), 2000, expire);
    overrides.moveAll(5, 6);
    expect(overrides.get(6, 'a')).toEqual(gone(2));
    vi.advanceTimersByTime(1000);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(expired).toEqual([6]);
  });

  it('come by directories, in the order of their first present override', () => {
    overrides.set(5, 'a', gone(1), 1000, expire);
    overrides.set(6, 'b', gone(2), 1000, expire);
    overrides.delete(5, 'a');
    overrides.set(5, 'c', gone(3), 1000, expire);
    overrides.set(6, 'd', gone(4), 1000, expire);
    expect(overrides.all().map(({ name }) => name)).toEqual(['b', 'd', 'c']);
  });

  it('end without a call', () => {
    overrides.set(5, 'a', gone(1), 1000, expire);
    overrides.set(5, 'b', gone(1), 1000, expire);
    overrides.set(6, 'b', gone(2), 1000, expire);
    overrides.clear();
    expect(overrides.all()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
