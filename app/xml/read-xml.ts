/**
 * A strict reader of XML for the files of other programs, piece by piece, so that a library of 100 MB needs no more
 * memory than its longest element.
 *
 * It reads nothing but the text it is given: a DOCTYPE may name a DTD, which is never loaded, and must declare nothing.
 * So the only entities are XML's five and the references to characters, and no text grows while it is read. An & that
 * begins none of them stays as it is written: titles in files made by hand have such. Depth, names, attributes and the
 * text between two tags have limits. Method: Extensible Markup Language 1.0, fifth edition, without validation and
 * without namespaces.
 */
import { XmlError } from './xml-error.ts';

export type XmlEvent =
  | {
      readonly type: 'open';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      /** Where the tag begins, from 1. */
      readonly line: number;
    }
  | { readonly type: 'close'; readonly name: string }
  /** Text between two tags; several follow each other where comments or CDATA sections part it. */
  | { readonly type: 'text'; readonly text: string };

/** Elements inside each other. */
const MOST_DEPTH = 64;
/** Characters of a tag with its attributes. */
const LONGEST_TAG = 64 * 1024;
/** Characters between two tags, and of a comment. */
const LONGEST_TEXT = 4 * 1024 * 1024;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NAME = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.·-]*/u;
const ATTRIBUTE = /\s+([\p{L}_:][\p{L}\p{N}\p{M}_:.·-]*)\s*=\s*(?:"([^<"]*)"|'([^<']*)')/uy;
const BLANK = /^\s*$/;
const LINE_FEED = 10;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * @param pieces the text of the file, cut anywhere
 * @throws XmlError with the line, where the text is no XML, or is beyond a limit
 */
export function* readXml(pieces: Iterable<string>): Generator<XmlEvent> {
  const input = new Input(pieces);
  const open: string[] = [];
  let hasRoot = false;
  for (;;) {
    const text = input.textUntilTag();
    if (text !== '') {
      if (open.length > 0) yield { type: 'text', text: decoded(text) };
      else if (!BLANK.test(text)) throw input.error('text lies outside the outermost element');
    }
    if (input.atEnd) break;
    if (input.startsWith('<!--')) input.skip('<!--', '-->');
    else if (input.startsWith('<?')) input.skip('<?', '?>');
    else if (input.startsWith('<![CDATA[')) {
      if (open.length === 0) throw input.error('text lies outside the outermost element');
      yield { type: 'text', text: input.take('<![CDATA[', ']]>', LONGEST_TEXT) };
    } else if (input.startsWith('<!')) {
      if (hasRoot) throw input.error('a declaration lies inside the text');
      if (input.take('<!', '>', LONGEST_TAG).includes('[')) {
        throw input.error('the file declares entities, which are not read');
      }
    } else if (input.startsWith('</')) {
      const name = input.take('</', '>', LONGEST_TAG).trimEnd();
      if (open.pop() !== name) throw input.error(`</${name.slice(0, 60)}> closes what is not open`);
      yield { type: 'close', name };
    } else {
      if (hasRoot && open.length === 0) throw input.error('a second outermost element begins');
      hasRoot = true;
      const { line } = input;
      const { name, attributes, isEmpty } = tagOf(input.takeTag(), input);
      yield { type: 'open', name, attributes, line };
      if (isEmpty) yield { type: 'close', name };
      else if (open.push(name) > MOST_DEPTH) throw input.error(`elements are nested deeper than ${MOST_DEPTH}`);
    }
  }
  if (open.length > 0) throw input.error(`the file ends inside <${open.at(-1)}>`);
  if (!hasRoot) throw input.error('the file has no element');
}

/** @param tag what lies between `<` and `>` */
function tagOf(tag: string, input: Input): { name: string; attributes: ReadonlyMap<string, string>; isEmpty: boolean } {
  const isEmpty = tag.endsWith('/');
  const inner = isEmpty ? tag.slice(0, -1) : tag;
  const name = NAME.exec(inner)?.[0];
  if (name === undefined) throw input.error('a < begins no tag');
  if (name.length === inner.length) return { name, attributes: NO_ATTRIBUTES, isEmpty };
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = name.length;
  let end = name.length;
  for (let found = ATTRIBUTE.exec(inner); found; found = ATTRIBUTE.exec(inner)) {
    const [, key, quoted, apostrophed] = found;
    if (attributes.has(key!)) throw input.error(`<${name}> has the attribute ${key} twice`);
    attributes.set(key!, decoded(quoted ?? apostrophed!));
    end = ATTRIBUTE.lastIndex;
  }
  if (!BLANK.test(inner.slice(end))) throw input.error(`<${name}> has an attribute that cannot be read`);
  return { name, attributes, isEmpty };
}

function decoded(text: string): string {
  const plain = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
  if (!plain.includes('&')) return plain;
  return plain.replaceAll(/&([^;&]{1,12});/g, (reference, name: string) => {
    return (name.startsWith('#') ? characterOf(name) : ENTITIES[name]) ?? reference;
  });
}

/** @param reference `#228` or `#xE4` */
function characterOf(reference: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(reference);
  if (!digits) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  if (code === 0 || code > 0x10_ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  return String.fromCodePoint(code);
}

/** The text that is read, with a window that moves over it. */
class Input {
  readonly #pieces: Iterator<string>;
  #window = '';
  #at = 0;
  /** Line of the character at `#counted`, which never lies behind `#at`. */
  #line = 1;
  #counted = 0;
  #isComplete = false;

  constructor(pieces: Iterable<string>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  get atEnd(): boolean {
    return this.#at === this.#window.length && !this.#fill();
  }

  /** Line of the next character, from 1. */
  get line(): number {
    for (; this.#counted < this.#at; this.#counted++) {
      if (this.#window.charCodeAt(this.#counted) === LINE_FEED) this.#line++;
    }
    return this.#line;
  }

  error(what: string): XmlError {
    return new XmlError(`line ${this.line}: this is no XML that can be read: ${what}`);
  }

  startsWith(text: string): boolean {
    while (this.#window.length - this.#at < text.length && this.#fill());
    return this.#window.startsWith(text, this.#at);
  }

  /** Everything up to the next `<`, or to the end. */
  textUntilTag(): string {
    const end = this.#find('<', this.#at, LONGEST_TEXT);
    const text = this.#window.slice(this.#at, end === -1 ? undefined : end);
    this.#at += text.length;
    return text;
  }

  /** What lies between `open`, which is here, and the next `close`. */
  take(open: string, close: string, longest: number): string {
    const end = this.#find(close, this.#at + open.length, longest);
    if (end === -1) throw this.error(`${open} has no end`);
    const text = this.#window.slice(this.#at + open.length, end);
    this.#at = end + close.length;
    return text;
  }

  skip(open: string, close: string): void {
    this.take(open, close, LONGEST_TEXT);
  }

  /** What lies between `<`, which is here, and the `>` of its tag: one in quotes belongs to a value. */
  takeTag(): string {
    for (let from = this.#at + 1; ;) {
      const end = this.#find('>', from, LONGEST_TAG);
      if (end === -1) throw this.error('a tag has no end');
      const tag = this.#window.slice(this.#at + 1, end);
      if (isQuoteOpen(tag)) {
        from = end + 1;
        continue;
      }
      this.#at = end + 1;
      return tag;
    }
  }

  /** Index in the window; −1 where the text ends before. The window may move forward in the text, not `#at`. */
  #find(text: string, from: number, longest: number): number {
    let start = from;
    for (let begin = this.#at; ;) {
      const found = this.#window.indexOf(text, start);
      if (found !== -1) return found;
      if (this.#window.length - this.#at > longest) throw this.error(`a part is longer than ${longest} characters`);
      const searched = Math.max(start, this.#window.length - text.length + 1);
      if (!this.#fill()) return -1;
      // Filling drops what lies in front of the position.
      start = searched - begin + this.#at;
      begin = this.#at;
    }
  }

  #fill(): boolean {
    if (this.#isComplete) return false;
    const { value, done } = this.#pieces.next();
    if (done) {
      this.#isComplete = true;
      return false;
    }
    this.#line = this.line;
    this.#window = this.#window.slice(this.#at) + value;
    this.#at = 0;
    this.#counted = 0;
    return true;
  }
}

/** Whether the text ends inside of a value in quotes. */
function isQuoteOpen(tag: string): boolean {
  if (!tag.includes('"') && !tag.includes("'")) return false;
  let quote: string | null = null;
  for (const character of tag) {
    if (quote === null) {
      if (character === '"' || character === "'") quote = character;
    } else if (character === quote) quote = null;
  }
  return quote !== null;
}
