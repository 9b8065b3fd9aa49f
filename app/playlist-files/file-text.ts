/** The text of a playlist file: UTF-8 or UTF-16 with or without its mark, or else Windows' Latin-1, as old M3U files. */
import { isUtf8 } from 'node:buffer';

export function fileText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', bytes);
  return decoded(isUtf8(bytes) ? 'utf-8' : 'windows-1252', bytes);
}

/** The decoder takes a byte order mark away. */
function decoded(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}
