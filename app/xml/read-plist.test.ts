import { describe, expect, it } from 'vitest';
import { readPlist, type PlistEntry } from './read-plist.ts';

const read = (body: string, ...parted: string[]): PlistEntry[] =>
  Array.from(readPlist([`<plist version="1.0"><dict>${body}</dict></plist>`], new Set(parted)));

describe('readPlist', () => {
  it('gives the values of the outermost dictionary', () => {
    expect(
      read(`
        <key>a</key><string>x &amp; y</string> <key>b</key><integer>-3</integer> <key>c</key><real>1.5</real>
        <key>d</key><true/> <key>e</key><false/> <key>f</key><date>2024-05-01T10:00:00Z</date>
        <key>g</key><data>AAAA</data> <key>h</key><array><string/><dict><key>i</key><integer>1</integer></dict></array>`),
    ).toEqual([
      { key: 'a', value: 'x & y' },
      { key: 'b', value: -3 },
      { key: 'c', value: 1.5 },
      { key: 'd', value: true },
      { key: 'e', value: false },
      { key: 'f', value: new Date('2024-05-01T10:00:00Z') },
      { key: 'g', value: null },
      { key: 'h', value: ['', new Map([['i', 1]])] },
    ]);
  });

  it('gives the values of parted dictionaries and arrays one by one', () => {
    const body = '<key>a</key><dict><key>1</key><true/><key>2</key><false/></dict><key>b</key><array><true/></array>';
    expect(read(body, 'a', 'b')).toEqual([
      { key: 'a', value: true },
      { key: 'a', value: false },
      { key: 'b', value: true },
    ]);
  });

  it('takes numbers and dates that are none for nothing, and keys of JavaScript for keys', () => {
    expect(read('<key>a</key><integer>x</integer><key>__proto__</key><date>never</date>')).toEqual([
      { key: 'a', value: null },
      { key: '__proto__', value: null },
    ]);
  });

  it.each([
    ['<key>a</key>', 'has no value'],
    ['<string>a</string>', 'stands where a key belongs'],
    ['<key>a</key><blob/>', 'is no value'],
    ['<key>a</key>text<string/>', 'text lies between two values'],
    ['<key>a</key><string><b/></string>', 'lies in a text'],
    ['<key>a</key><dict><key>b</key></dict>', 'has no value'],
  ])('refuses %s: %s', (body, why) => {
    expect(() => read(body)).toThrow(why);
    expect(() => read(body, 'a')).toThrow(why);
  });

  it('refuses another kind of file', () => {
    expect(() => Array.from(readPlist(['<html/>'], new Set()))).toThrow('no <plist>');
    expect(() => Array.from(readPlist(['<plist><array/></plist>'], new Set()))).toThrow('no <dict>');
  });
});
