/**
 * Makes text safe to print: tags and file names may contain control characters, with which they could write anywhere
 * on a terminal, change its title or add lines of their own.
 *
 * Plain JavaScript, because `npm start` prints on whatever Node the machine has.
 */

/** Control characters (C0, DEL, C1), line separators, and the characters that reorder the text after them. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** The control pictures of Unicode begin here, in the order of C0. */
const CONTROL_PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';

/**
 * The text on one line, with a visible sign for each control character: `␛` for escape, `␊` for a line feed, and a
 * code such as `\x9b` or `\u202e` where Unicode has no sign.
 * @param {string} text
 */
export function printable(text) {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
    if (code === 0x7f) return PICTURE_OF_DELETE;
    return code < 0x100 ? `\\x${code.toString(16)}` : `\\u${code.toString(16)}`;
  });
}

/** As `printable`, for text of several lines, which it keeps. @param {string} text */
export function printableLines(text) {
  return text.split('\n').map(printable).join('\n');
}
