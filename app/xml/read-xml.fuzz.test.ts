import { expect, it } from 'vitest';
import { readPlist } from './read-plist.ts';
import { readXml } from './read-xml.ts';
import { XmlError } from './xml-error.ts';

/** A generator of numbers below 1 that gives the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SAMPLE = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x.dtd">
<plist version="1.0"><dict><key>Tracks</key><dict><key>1</key><dict><key>Name</key><string>A &amp; &#228;</string>
<key>Rating</key><integer>80</integer><key>Loved</key><true/></dict></dict>
<key>Playlists</key><array><dict><key>Items</key><array><dict/></array></dict></array></dict></plist>`;
const SCRAPS = [
  '<',
  '>',
  '&',
  ';',
  '"',
  "'",
  '/',
  '<!--',
  ']]>',
  '<![CDATA[',
  '<dict>',
  '</array>',
  '\0',
  '\ud800',
  '&#x',
];

it('reads or refuses whatever 5000 damaged files hold, cut anywhere', () => {
  let refused = 0;
  for (let seed = 1; seed <= 5000; seed++) {
    const random = randomOf(seed);
    const at = (length: number): number => Math.floor(random() * (length + 1));
    let text = SAMPLE;
    for (let changes = 1 + at(4); changes > 0; changes--) {
      const start = at(text.length);
      const scrap = random() < 0.5 ? SCRAPS[at(SCRAPS.length - 1)]! : text.slice(at(text.length), at(text.length));
      text = text.slice(0, start) + scrap + text.slice(start + at(8));
    }
    const cut = at(text.length);
    const readers: readonly Iterable<unknown>[] = [
      readXml([text.slice(0, cut), text.slice(cut)]),
      readPlist([text], new Set(['Tracks'])),
    ];
    for (const events of readers) {
      try {
        expect(Array.from(events).length).toBeLessThan(1000);
      } catch (error) {
        if (!(error instanceof XmlError)) throw new Error(`seed ${seed}`, { cause: error });
        refused++;
      }
    }
  }
  expect(refused).toBeGreaterThan(1000);
});
