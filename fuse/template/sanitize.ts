/**
 * Makes a legal file name of any text. Names come out in Unicode's composed form (NFC), never empty by
 * accident, never longer than the target's limit, and never changed again by a second pass.
 *
 * - `posix`: no `/`, no control characters; 255 bytes of UTF-8.
 * - `windows`: also none of `< > : " \ | ? *`, no trailing dot, none of the reserved device names; the same 255 bytes,
 *   because the mount is on Linux, also where Windows sees it through Samba.
 * - `portable`: the same, and names that differ only in case are the same name (Samba, FAT).
 *
 * On every target spaces at the ends are dropped, a leading dot would hide the file and a leading dash
 * would look like an option: both are replaced.
 */
import { graphemes, isPlain } from './text.ts';

export interface NameOptions {
  readonly target: 'posix' | 'windows' | 'portable';
  /** Stands for whatever is not allowed. */
  readonly replacement: string;
}

export const DEFAULT_REPLACEMENT = '_';

/** Bytes of UTF-8 in a name on Linux, which every mount is on. */
export const MAX_NAME_BYTES = 255;
/** Longer "extensions" are no extensions. */
const MAX_EXTENSION = 16;

/** Far more than any name keeps; tags can be as long as a book. */
const MAX_INPUT = 1024;

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const NOWHERE = /[/\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
/** Invisible marks that turn the direction of text, with which a name can pretend to be another. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const NOT_ON_WINDOWS = /[<>:"\\|?*]/g;
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?=\.|$)/i;
/** What tells tracks of one name apart (see `distinguish`): no natural name may look like it. */
const DISTINCTION = /\[#(?=\d+\](\.[^.]*)?$)/g;

/** One folder of a path. Empty text stays empty: that folder is left out. */
export function folderName(text: string, options: NameOptions): string {
  return fit(legal(text, options), '', options);
}

/**
 * The file's name. The extension is kept whole where the name has to be cut.
 * @param extension without the dot; may be empty
 */
export function fileName(stem: string, extension: string, options: NameOptions): string {
  const ending = legalExtension(extension);
  const name = legal(stem, options) || 'Untitled';
  return fit(name, ending, options);
}

/**
 * The name of a track whose natural name is taken: `Song [#57].flac`. Because natural names never end like
 * that, no other track has this name, whatever tracks come or go.
 */
export function distinguish(name: string, id: number, options: NameOptions): string {
  const dot = name.lastIndexOf('.');
  const hasExtension = dot > 0 && name.length - dot - 1 <= MAX_EXTENSION;
  const stem = hasExtension ? name.slice(0, dot) : name;
  return fit(stem, ` [#${id}]${hasExtension ? name.slice(dot) : ''}`, options);
}

/** Two names with equal keys cannot stand in one folder of the target. */
export function nameKey(name: string, target: NameOptions['target']): string {
  const composed = isPlain(name) ? name : name.normalize('NFC');
  return target === 'posix' ? composed : composed.toLowerCase();
}

/** ASCII that is a name as it is, on Linux and unless it ends like a distinction. Most names are. */
const PLAIN_NAME = /^[\x21-\x2c\x30-\x7e](?:[\x20-\x2e\x30-\x7e]*[\x21-\x2e\x30-\x7e])?$/;

function legal(text: string, options: NameOptions): string {
  const isLegal = options.target === 'posix' && text.length <= MAX_INPUT && PLAIN_NAME.test(text);
  if (isLegal && !text.includes('[#')) return text;
  return edges(legalInside(text.trim().slice(0, MAX_INPUT), options), options);
}

/** What becomes of text in the middle of a name. */
export function legalInside(text: string, { target, replacement }: NameOptions): string {
  let name = text;
  if (!isPlain(name)) name = name.toWellFormed().replaceAll(DIRECTION_MARKS, '').normalize('NFC');
  name = name.replaceAll(NOWHERE, replacement);
  return target === 'posix' ? name : name.replaceAll(NOT_ON_WINDOWS, replacement);
}

/** The name that is told apart from others of its natural name in this way, in its natural form again. */
export function withoutDistinction(name: string, id: number): string {
  return name.replace(new RegExp(` \\[#${id}\\](?=\\.[^.]{0,${MAX_EXTENSION}}$|$)`), '');
}

/** The ending that `fileName` gives for an extension: with its dot, or nothing. */
export function legalExtension(extension: string): string {
  const plain = extension
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, MAX_EXTENSION);
  return plain === '' ? '' : `.${plain}`;
}

/** The rules about how a name begins and ends; cutting a name can break them again. */
export function edges(text: string, { target, replacement }: NameOptions): string {
  let name = text.trim().replace(DISTINCTION, '[_');
  // A replacement that is itself a dash, or nothing, must not open the way for what it replaced.
  while (name.startsWith('.') || name.startsWith('-')) {
    const safe = replacement.startsWith('-') || replacement === '' ? DEFAULT_REPLACEMENT : replacement;
    name = safe + name.slice(1);
  }
  if (target !== 'posix') {
    name = name.replace(/[. ]*[.][. ]*$/, (dots) => DEFAULT_REPLACEMENT.repeat(dots.trimEnd().length));
    name = name.replace(RESERVED, (device) => `${device.trimEnd()}${DEFAULT_REPLACEMENT}`);
  }
  return name.trim();
}

/** `stem + ending`, the stem cut so that the whole fits. */
function fit(stem: string, ending: string, options: NameOptions): string {
  const whole = stem + ending;
  // No UTF-16 unit takes more than three bytes.
  if (whole.length * 3 <= MAX_NAME_BYTES) return whole;
  // A name of so many bytes has no more UTF-16 units, the limit of Windows.
  const fits = (text: string): boolean => Buffer.byteLength(text + ending) <= MAX_NAME_BYTES;
  if (fits(stem)) return whole;
  return edges(longestStart(stem, fits), options) + ending;
}

/** As many whole characters from the start as `fits` allows. */
function longestStart(text: string, fits: (text: string) => boolean): string {
  // A cheap first cut: nothing longer than the limit in UTF-16 units ever fits.
  const parts = graphemes(text.slice(0, MAX_NAME_BYTES + 1).toWellFormed());
  const cut = bisect(parts, fits);
  if (cut !== '') return cut;
  // One "character" of hundreds of combining marks: cut inside it.
  return bisect(Array.from(text.slice(0, MAX_NAME_BYTES + 1).toWellFormed()), fits);
}

function bisect(parts: readonly string[], fits: (text: string) => boolean): string {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(parts.slice(0, middle).join(''))) low = middle;
    else high = middle - 1;
  }
  return parts.slice(0, low).join('');
}
