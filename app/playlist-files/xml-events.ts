/**
 * Reads XML as a row of events, for files that anybody may have written. It takes time proportional to the text, keeps
 * no tree, and knows the five entities of XML alone: it refuses document types, by which a few lines could stand for
 * gigabytes or for files of this machine.
 */
import { PlaylistFileError } from './playlist-file.ts';

export type XmlEvent =
  /** The names are without their prefix, in lower case. */
  | { readonly kind: 'start'; readonly name: string; readonly line: number }
  | { readonly kind: 'end'; readonly name: string; readonly line: number }
  | { readonly kind: 'text'; readonly text: string; readonly line: number };

const MOST_DEPTH = 100;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** @throws PlaylistFileError with the line, for what is no XML */
export function* xmlEvents(text: string): Generator<XmlEvent> {
  const open: string[] = [];
  let at = 0;
  let line = 1;
  let counted = 0;
  const lineAt = (position: number): number => {
    for (; counted < position; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };
  const refuse = (message: string): PlaylistFileError => new PlaylistFileError(`line ${lineAt(at)}: ${message}`);
  const behind = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from);
    if (end < 0) throw refuse(`the file ends inside what begins here`);
    return end + mark.length;
  };
  while (at < text.length) {
    const start = at;
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      at = end < 0 ? text.length : end;
      if (open.length > 0) yield { kind: 'text', text: decoded(text.slice(start, at)), line: lineAt(start) };
    } else if (text.startsWith('<!--', at)) at = behind('-->', at + 4);
    else if (text.startsWith('<?', at)) at = behind('?>', at + 2);
    else if (text.startsWith('<![CDATA[', at)) {
      at = behind(']]>', at + 9);
      yield { kind: 'text', text: text.slice(start + 9, at - 3), line: lineAt(start) };
    } else if (text.startsWith('<!', at)) throw refuse('a document type is not read');
    else {
      at = endOfTag(text, at, refuse);
      const [, slash, name] = /^<(\/?)\s*([^\s/>]+)/.exec(text.slice(start, Math.min(at, start + 300))) ?? [];
      if (name === undefined) throw refuse('a tag without a name');
      const local = name.slice(name.indexOf(':') + 1).toLowerCase();
      if (slash === '/') {
        if (open.pop() !== local) throw refuse(`</${name}> closes what is not open`);
        yield { kind: 'end', name: local, line: lineAt(start) };
      } else {
        open.push(local);
        if (open.length > MOST_DEPTH) throw refuse('the elements are nested too deeply');
        yield { kind: 'start', name: local, line: lineAt(start) };
        if (text[at - 2] === '/') {
          open.pop();
          yield { kind: 'end', name: local, line: lineAt(start) };
        }
      }
    }
  }
  if (open.length > 0) throw refuse(`<${open.at(-1)}> is never closed`);
}

/** The position behind the tag; a `>` in the quotes of an attribute does not end it. */
function endOfTag(text: string, start: number, refuse: (message: string) => Error): number {
  for (let at = start + 1; at < text.length; at++) {
    const mark = text[at]!;
    if (mark === '>') return at + 1;
    if (mark === '"' || mark === "'") {
      at = text.indexOf(mark, at + 1);
      if (at < 0) break;
    }
  }
  throw refuse('the file ends inside a tag');
}

/** Entities that XML does not have stay as they are. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name as string] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** Text for XML: what XML cannot hold is left out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
