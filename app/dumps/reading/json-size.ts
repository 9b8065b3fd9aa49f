/**
 * What a line of JSON would become in memory, told from its bytes before it is parsed: a line of a few megabytes may
 * hold as many nested arrays or empty objects, each of which takes ten times its bytes and more.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** Shorter lines are small whatever they hold. */
const SHORT = 64 * 1024;
/** Arrays and objects inside each other. */
const DEEPEST = 100;

/**
 * Whether parsing is safe.
 * @param most values that the line may have
 */
export function isModestJson(bytes: Uint8Array, most: number): boolean {
  if (bytes.length <= SHORT) return true;
  let values = 0;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === COMMA) values += 1;
    else if (OPEN.has(byte)) {
      values += 1;
      depth += 1;
      if (depth > DEEPEST) return false;
    } else if (CLOSE.has(byte)) depth -= 1;
    if (values > most) return false;
  }
  return true;
}
