/**
 * Errors of the system in words. Node's own messages (`ENOENT: no such file or directory, open '/music/a.m3u8'`) reach
 * nobody: whatever tells people why something failed takes the words from here. Threads and child processes pass errors
 * on as text, so that the text is enough.
 */
import { constants } from 'node:os';
import { inEnglish, said, type MessageCode, type Said } from './messages.ts';
import { SYSTEM_MESSAGES } from './system-messages.ts';

/** `CODE: description, syscall 'path' -> 'path'`, wherever it stands in a text. */
const OF_FILES =
  /\b(?<code>E[A-Z0-9]+): [^,:'\n]+, (?<call>[a-z]+)(?: '(?<path>[^\n]+?)'(?: -> '(?<to>[^\n]+?)')?(?![^\s.,;:)]))?/u;
/** `listen EADDRINUSE: address already in use 127.0.0.1:80`, `connect ECONNREFUSED 127.0.0.1:80`. */
const OF_ADDRESSES =
  /\b(?<call>connect|listen|bind|getaddrinfo|read|write|spawn) (?<code>E[A-Z0-9_]+)(?:: [a-z ]*[a-z])?(?: (?<path>[^\s;,]+))?/u;
const ALIKE: Readonly<Record<string, string>> = {
  EPERM: 'EACCES',
  ENFILE: 'EMFILE',
  ETXTBSY: 'EBUSY',
  EINVAL: 'ENOTSUP',
  ENOSYS: 'ENOTSUP',
  EOPNOTSUPP: 'ENOTSUP',
  ENXIO: 'ENODEV',
  ETIMEDOUT: 'ESTALE',
  EHOSTDOWN: 'ESTALE',
  EHOSTUNREACH: 'ESTALE',
  ENETUNREACH: 'ESTALE',
  EPIPE: 'ECONNRESET',
  EAI_AGAIN: 'ENOTFOUND',
};
const WRITES = new Set([
  'mkdir',
  'mkdtemp',
  'write',
  'rename',
  'link',
  'symlink',
  'unlink',
  'rm',
  'rmdir',
  'copyfile',
  'chmod',
  'fchmod',
  'utime',
  'futime',
  'ftruncate',
  'fsync',
]);
const READS = new Set([
  'read',
  'readlink',
  'scandir',
  'opendir',
  'stat',
  'lstat',
  'fstat',
  'statfs',
  'access',
  'realpath',
  'lgetxattr',
]);

/** Texts may have words in capitals that look like codes. */
function isCode(code: string): boolean {
  return code in constants.errno || `system-${ALIKE[code] ?? code}` in SYSTEM_MESSAGES;
}

/** Why the system refuses something, by its code. */
export function systemReason(code: string): Said {
  const known = `system-${ALIKE[code] ?? code}`;
  return known in SYSTEM_MESSAGES ? said(known as MessageCode) : said('system-refused', { code });
}

/** What a message of the system says, as a sentence with its parts; null for a text that is more, or something else. */
export function saidBySystem(message: string): Said | null {
  const found = OF_FILES.exec(message) ?? OF_ADDRESSES.exec(message);
  if (found === null || found[0] !== message.trim()) return null;
  const { code = '', call = '', path, to } = found.groups ?? {};
  if (!isCode(code)) return null;
  const why = systemReason(code);
  const place = to ?? path;
  if (place === undefined) return why;
  const done = WRITES.has(call) ? 'system-written' : READS.has(call) ? 'system-read' : 'system-opened';
  return { ...said(done, { path: place, why: inEnglish(why) }), why };
}

/** A text for people: where it holds messages of the system, their words are in the place of these. */
export function inWords(message: string): string {
  const whole = saidBySystem(message);
  if (whole !== null) return inEnglish(whole);
  // The text around it names what it is about.
  return [OF_FILES, OF_ADDRESSES].reduce(
    (text, form) =>
      text.replaceAll(new RegExp(form, `${form.flags}g`), (...found) => {
        const { code } = found.at(-1) as { code: string };
        return isCode(code) ? inEnglish(systemReason(code)) : String(found[0]);
      }),
    message,
  );
}

/** The message of a thrown value, for people. */
export function wordsOf(error: unknown): string {
  return inWords(error instanceof Error ? error.message : String(error));
}

/** Why it was thrown, for people, where what it is about is named beside it. */
export function whyOf(error: unknown): string {
  const { message } = error as Error;
  const why = saidBySystem(message)?.why;
  return why === undefined ? inWords(message) : inEnglish(why);
}
