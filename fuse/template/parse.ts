/**
 * Reads a path template into a tree of nodes. The language is the one beets' users know (`$field`,
 * `${field}`, `%func{a,b}`, `$$`) with two additions: `${a|b}` takes the first field that has a value, and
 * `[ … ]` is left out when nothing in it has one.
 *
 * Unlike beets, which leaves what it cannot read in the file name, a template that is wrong is refused
 * with the place of the mistake: a path is no place to find out about a typing error.
 */

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  /** `$a`, `${a}` or `${a|b}`: the first of `names` that has a value. */
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly offset: number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly (readonly TemplateNode[])[];
      readonly offset: number;
    }
  | { readonly kind: 'section'; readonly body: readonly TemplateNode[] };

/** A template that cannot be compiled. `message` is meant for the person who typed the template. */
export class TemplateError extends Error {
  readonly code = 'BAD_TEMPLATE';
  /** Where in the template, counted in UTF-16 units from 0. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} (at character ${offset + 1} of the template)`);
    this.name = 'TemplateError';
    this.offset = offset;
  }
}

/** Longer templates and deeper nesting have no use, and could exhaust the stack. */
const MAX_LENGTH = 4096;
const MAX_DEPTH = 32;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
/** Field names in braces may also hold what real tag names hold: spaces, colons, dashes. */
const BRACED_NAME = /^[\p{L}_][\p{L}\p{N}_ .:-]*$/u;
/** What `$` in front makes literal. `{` is missing: `${` begins a field. */
const ESCAPABLE = new Set(['$', '%', '}', ',', '[', ']', '|']);

/**
 * @param source the template as typed
 * @throws TemplateError
 */
export function parseTemplate(source: string): readonly TemplateNode[] {
  if (source.length > MAX_LENGTH) {
    throw new TemplateError(`The template is longer than ${MAX_LENGTH} characters`, MAX_LENGTH);
  }
  const parser = new Parser(source);
  return parser.sequence('', 0);
}

class Parser {
  readonly #source: string;
  #position = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Nodes up to (not including) one of the `stops`, or the end of the template when there are none. */
  sequence(stops: string, depth: number): TemplateNode[] {
    if (depth > MAX_DEPTH) throw new TemplateError(`Nested deeper than ${MAX_DEPTH} levels`, this.#position);
    const nodes: TemplateNode[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') nodes.push({ kind: 'text', text });
      text = '';
    };
    while (this.#position < this.#source.length) {
      const character = this.#source.charAt(this.#position);
      if (stops.includes(character)) break;
      const node = this.#special(character, depth);
      if (node === null) {
        text += character;
        this.#position += 1;
      } else if (typeof node === 'string') {
        text += node;
      } else {
        flush();
        nodes.push(node);
      }
    }
    flush();
    return nodes;
  }

  /** The node that begins here, the text an escape stands for, or `null` for an ordinary character. */
  #special(character: string, depth: number): TemplateNode | string | null {
    if (character === '$') return this.#dollar();
    if (character === '%') return this.#call(depth);
    if (character === '[') return this.#section(depth);
    return null;
  }

  #dollar(): TemplateNode | string | null {
    const offset = this.#position;
    const next = this.#source.charAt(offset + 1);
    if (ESCAPABLE.has(next)) {
      this.#position += 2;
      return next;
    }
    if (next === '{') return this.#bracedField(offset);
    const name = this.#nameAt(offset + 1);
    if (name === '') return null;
    this.#position = offset + 1 + name.length;
    return { kind: 'field', names: [name.toLowerCase()], offset };
  }

  #bracedField(offset: number): TemplateNode {
    const end = this.#source.indexOf('}', offset);
    if (end < 0) throw new TemplateError('"${" is not closed by "}"', offset);
    const names = this.#source
      .slice(offset + 2, end)
      .split('|')
      .map((name) => name.trim().toLowerCase());
    const wrong = names.find((name) => !BRACED_NAME.test(name));
    if (wrong !== undefined) throw new TemplateError(`"${wrong}" is not a field name`, offset);
    this.#position = end + 1;
    return { kind: 'field', names, offset };
  }

  #call(depth: number): TemplateNode | null {
    const offset = this.#position;
    const name = this.#nameAt(offset + 1);
    // "100%" and the "%Y" of a date format are text: only %name{ is a call.
    if (name === '' || this.#source.charAt(offset + 1 + name.length) !== '{') return null;
    this.#position = offset + name.length + 2;
    const args: TemplateNode[][] = [];
    for (;;) {
      args.push(this.sequence(',}', depth + 1));
      const stop = this.#source.charAt(this.#position);
      if (stop === '') throw new TemplateError(`"%${name}{" is not closed by "}"`, offset);
      this.#position += 1;
      if (stop === '}') break;
    }
    const onlyEmpty = args.length === 1 && args[0]?.length === 0;
    return { kind: 'call', name: name.toLowerCase(), args: onlyEmpty ? [] : args, offset };
  }

  #section(depth: number): TemplateNode {
    const offset = this.#position;
    this.#position += 1;
    const body = this.sequence(']', depth + 1);
    if (this.#position >= this.#source.length) {
      throw new TemplateError('"[" is not closed by "]" (write "$[" for a bracket that is part of the name)', offset);
    }
    this.#position += 1;
    return { kind: 'section', body };
  }

  #nameAt(offset: number): string {
    NAME.lastIndex = offset;
    return NAME.exec(this.#source)?.[0] ?? '';
  }
}
