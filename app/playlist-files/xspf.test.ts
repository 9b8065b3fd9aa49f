import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { XmlError } from '../xml/xml-error.ts';
import { PlaylistFileError } from './playlist-file.ts';
import { readXspf, writeXspf } from './xspf.ts';

const playlist = (tracks: string): string => `<playlist><trackList>${tracks}</trackList></playlist>`;
const refusal = (text: string): string => {
  try {
    return JSON.stringify(readXspf(text));
  } catch (error) {
    if (error instanceof PlaylistFileError || error instanceof XmlError) return error.message;
    throw error;
  }
};

describe('an XSPF file', () => {
  it('names tracks by address, tags and length', () => {
    const text = `<?xml version="1.0"?>
<!-- a > b -->
<x:playlist version="1" xmlns:x="http://xspf.org/ns/0/" note="a>b">
  <x:title>Road &amp; <![CDATA[<rain>]]></x:title>
  <x:trackList>
    <x:track><x:location>file:///m/a%20b.mp3</x:location><x:location>other</x:location>
      <x:title>Tit&#x6C;e</x:title><x:creator>&#72;all</x:creator><x:duration>187400</x:duration>
      <x:extension application="x"><x:title>not this</x:title></x:extension></x:track>
    <x:track/>
  </x:trackList>
</x:playlist>`;
    expect(readXspf(text)).toEqual({
      name: 'Road & <rain>',
      entries: [
        { line: 6, location: 'file:///m/a%20b.mp3', title: 'Title', artist: 'Hall', duration: 187.4 },
        { line: 9, location: null },
      ],
    });
  });

  it('comes back as it was written, whatever the tags hold', () => {
    const tracks = [
      { path: '/m/a b#?%.mp3', artist: '<A> & "B"', title: 'x\u0001\ud800y', album: 'z', duration: 1.5 },
      { path: '../c:d/é.flac', artist: '', title: 'T', album: '', duration: 2 },
    ];
    const text = writeXspf('R & "R"', tracks);
    expect(readXspf(text)).toEqual({
      name: 'R & "R"',
      entries: [
        { line: 5, location: 'file:///m/a%20b%23%3F%25.mp3', artist: '<A> & "B"', title: 'x\ufffdy', duration: 1.5 },
        { line: 6, location: '../c%3Ad/%C3%A9.flac', title: 'T', duration: 2 },
      ],
    });
  });

  it.each([
    ['<!DOCTYPE x [<!ENTITY a "aaaa">]><playlist/>', 'the file declares entities'],
    ['\n\n<html/>', 'line 3: this is no XSPF playlist, but <html>'],
    ['', 'the file is empty'],
    ['<playlist>', 'the file ends inside <playlist>'],
    ['<playlist>\n</track>', 'line 2: this is no XML that can be read: </track> closes what is not open'],
    ['<playlist a="', 'a tag has no end'],
    ['<playlist><!-- ', '<!-- has no end'],
    ['< >', 'a < begins no tag'],
    ['<a>'.repeat(200), 'line 1: this is no XSPF playlist, but <a>'],
    [`<playlist>${'<a>'.repeat(200)}`, 'elements are nested deeper than 64'],
  ])('%j is refused: %s', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('has the five entities of XML, and leaves others as they are', () => {
    const [title] = readXspf(playlist('<track><title>&lt;&nbsp;&#xD800;&#9999999;&a</title></track>')).entries;
    expect(title?.title).toBe('<&nbsp;&#xD800;&#9999999;&a');
  });

  it('of random parts is read or refused, in time proportional to its length', () => {
    const random = new SeededRandom(3);
    const parts = [
      '<',
      '>',
      '/',
      '<playlist>',
      '<trackList>',
      '<track>',
      '</track>',
      '"',
      "'",
      '<!--',
      '-->',
      '<![CDATA[',
    ];
    const more = [']]>', '<?', '?>', '&amp;', '&#x41;', '&', ';', 'x', ' ', '\n', '<!', 'title', '<title>', '</title>'];
    for (let count = 0; count < 3000; count++) {
      const text = Array.from({ length: random.below(30) }, () => random.pick([...parts, ...more])).join('');
      refusal(random.chance(0.5) ? text : playlist(text));
    }
    const long = playlist('<track><title>&amp;</title></track>\n'.repeat(100_000));
    expect(readXspf(long).entries.at(-1)).toEqual({ line: 100_000, location: null, title: '&' });
    expect(refusal(playlist('&'.repeat(300_000)))).toBe('{"name":null,"entries":[]}');
  });
});
