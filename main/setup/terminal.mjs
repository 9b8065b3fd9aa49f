/**
 * Output to the terminal while the setup and the service run: lines that stay, and one status line.
 *
 * On a terminal the status line is rewritten in place. Anywhere else (a log, a pipe) it would
 * only fill pages, so it is printed when its `topic` changes and then at most every
 * `SPARSE_SECONDS`. Control characters of what is printed (paths, messages) are made visible.
 */

import { printable, printableLines } from './printable-text.mjs';

const SPARSE_SECONDS = 15;
/** No eye follows more than that. */
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001B[2K';

/**
 * @typedef {object} Terminal
 * @property {(text: string) => void} line Prints a line that stays.
 * @property {(topic: string, text: string) => void} status Shows what is going on now; `topic` names the piece of work.
 * @property {() => void} clear Takes the status line away.
 */

/**
 * @param {NodeJS.WritableStream & { isTTY?: boolean, columns?: number }} stream
 * @param {() => number} now Milliseconds; a parameter so that tests own the clock.
 * @returns {Terminal}
 */
export function createTerminal(stream, now = Date.now) {
  const live = stream.isTTY === true;
  let shown = false;
  let topic = '';
  let printedAt = 0;
  const clear = () => {
    if (live && shown) stream.write(CLEAR_LINE);
    shown = false;
  };
  return {
    line(text) {
      clear();
      stream.write(`${printableLines(text)}\n`);
    },
    status(newTopic, text) {
      const pause = live ? REDRAW_MS : SPARSE_SECONDS * 1000;
      if (newTopic === topic && now() - printedAt < pause) return;
      if (live) {
        // A terminal that does not know its width says 0.
        const width = (stream.columns || 80) - 1;
        stream.write(CLEAR_LINE + printable(text).slice(0, width));
        shown = true;
      } else {
        stream.write(`${printable(text)}\n`);
      }
      topic = newTopic;
      printedAt = now();
    },
    clear,
  };
}
