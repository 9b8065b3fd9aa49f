/**
 * Restores text that a program has read in the wrong encoding. A repair has to round-trip: the restored text, written in
 * the right encoding and read in the wrong one, is the broken text again.
 *
 * - UTF-8 read as windows-1252 (`BjÃ¶rk`) or as windows-1251 (`РџСЂРёРІРµС‚`): bytes that are valid UTF-8 by chance are
 *   very unlikely.
 * - windows-1251 read as windows-1252 (`Ïðèâåò`): words of letters with accents alone, which no language has.
 */
import { isUtf8 } from 'node:buffer';

/** Character → byte of a legacy encoding of one byte per character. */
function tableOf(encoding: string): Map<string, number> {
  const decoder = new TextDecoder(encoding);
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}

const WINDOWS_1252 = tableOf('windows-1252');
const WINDOWS_1251 = tableOf('windows-1251');
/** Programs that take such text for Latin-1 show control characters for the bytes where windows-1252 has others. */
for (let byte = 0x80; byte < 0xa0; byte++) WINDOWS_1252.set(String.fromCharCode(byte), byte);

const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });
const CYRILLIC = new TextDecoder('windows-1251');

/** A word of at least three letters, all of them beyond ASCII and within Latin-1. */
const ACCENTED_WORD = /(?<![\p{L}])[\u00c0-\u00ff\u00a8\u00b8]{3,}(?![\p{L}])/gu;
const BEYOND_ASCII = /[^\0-\u007f]/g;
const LATIN_LETTER = /[a-z]/i;
const CYRILLIC_ONLY = /^[\p{Script=Cyrillic}\p{P}\p{S}\p{N}\s]+$/u;

/** The text as it was meant; null where nothing is wrong with it. */
export function repairedText(text: string): string | null {
  if (!/[^\0-\u007f]/.test(text)) return null;
  const repaired = fromUtf8(text, WINDOWS_1252) ?? fromLongerUtf8(text) ?? fromCyrillic(text);
  if (repaired === null) return null;
  // It may have happened twice.
  return repairedText(repaired) ?? repaired;
}

function bytesOf(text: string, table: ReadonlyMap<string, number>): Uint8Array | null {
  const bytes: number[] = [];
  for (const character of text) {
    const byte = table.get(character);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

function fromUtf8(text: string, table: ReadonlyMap<string, number>): string | null {
  const bytes = bytesOf(text, table);
  return bytes !== null && isUtf8(bytes) ? UTF_8.decode(bytes) : null;
}

/** Two Cyrillic letters may be UTF-8 by chance, in Ukrainian names such as Сі. */
function fromLongerUtf8(text: string): string | null {
  const repaired = fromUtf8(text, WINDOWS_1251);
  return repaired !== null && (repaired.match(BEYOND_ASCII)?.length ?? 0) > 1 ? repaired : null;
}

function fromCyrillic(text: string): string | null {
  if (LATIN_LETTER.test(text) || !ACCENTED_WORD.test(text)) return null;
  ACCENTED_WORD.lastIndex = 0;
  const bytes = bytesOf(text, WINDOWS_1252);
  const repaired = bytes && CYRILLIC.decode(bytes);
  return repaired !== null && CYRILLIC_ONLY.test(repaired) ? repaired : null;
}
