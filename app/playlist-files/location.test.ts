import { describe, expect, it } from 'vitest';
import { comparedParts, pathsOf } from './location.ts';

describe('a location in a playlist', () => {
  it.each([
    ['a/b.mp3', ['/lists/a/b.mp3']],
    ['../b.mp3', ['/b.mp3']],
    ['/m//a/./b.mp3', ['/m/a/b.mp3']],
    ['..\\Music\\b.mp3', ['/Music/b.mp3', '/lists/..\\Music\\b.mp3']],
    ['C:\\Music\\b.mp3', ['//Music/b.mp3', '/lists/C:\\Music\\b.mp3']],
    ['c:/Music/b.mp3', ['//Music/b.mp3']],
    ['file:///m/a%20b.mp3', ['/m/a b.mp3']],
    ['file://host/m/b.mp3', ['/m/b.mp3']],
    ['file:/m/b.mp3', ['/m/b.mp3']],
    ['FILE:///C:/Music/b.mp3', ['//Music/b.mp3']],
    ['file:///m/100%.mp3', ['/m/100%.mp3']],
    ['a%20b.mp3', ['/lists/a%20b.mp3', '/lists/a b.mp3']],
    ['100%25.mp3', ['/lists/100%25.mp3', '/lists/100%.mp3']],
    ['http://radio.example/stream', []],
    ['file:///a%00b', []],
    ['é.mp3', ['/lists/é.mp3', '/lists/e\u0301.mp3']],
  ])('%s may be %j', (location, paths) => {
    expect(pathsOf(location, '/lists')).toEqual(paths);
  });

  it('is compared part by part, without regard to case and to the form of Unicode', () => {
    expect(comparedParts('//Mus\u0065\u0301e/ÄB.MP3')).toEqual(['musée', 'äb.mp3']);
  });
});
