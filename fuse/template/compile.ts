/**
 * Compiles a path template once into a pure function of a track. See `parse.ts` for the language and
 * `README.md` for all of it with examples.
 *
 * How `[ … ]` decides: it is left out, brackets and all, when none of the fields in it has a value; where
 * one has, its contents are shown without the brackets. Brackets around nothing that could be missing
 * (`[$format_upper]`, `[live]`) have nothing to decide and are therefore ordinary brackets: this is what
 * makes beetfs' default template come out as `Album (2008) [FLAC]`.
 */
import type { TemplateEntry } from './entry.ts';
import type { PartText, Template, TemplateOptions, TemplatePart, TemplateScope, UniquenessRule } from './template.ts';
import type { TemplateValue } from './template-values.ts';
import { templateValue, isExtension, tagOfValue } from './template-values.ts';
import type { Buckets } from './functions.ts';
import { TEXT_FUNCTIONS } from './functions.ts';
import type { TemplateNode } from './parse.ts';
import { parseTemplate, TemplateError } from './parse.ts';
import { DEFAULT_REPLACEMENT } from './sanitize.ts';

/** Renders as if no other track existed. */
const ALONE: TemplateScope = { distinction: () => '' };

interface Piece {
  readonly text: PartText;
  /** The same, empty instead of a stand-in. */
  readonly value: PartText;
  readonly mayBeMissing: boolean;
  readonly parts: readonly TemplatePart[];
}

/**
 * @param source the template as typed
 * @throws TemplateError where it cannot be read: message and place are meant for the person who typed it
 */
export function compileTemplate(source: string, options: TemplateOptions = {}): Template {
  const replacement = checkedReplacement(options.replacement ?? DEFAULT_REPLACEMENT);
  const nodes = parseTemplate(source);
  if (source.trim() === '') throw new TemplateError('The template is empty', 0);
  const compiler = new Compiler(options.makes === 'text' ? null : replacement, options.buckets ?? {});
  const whole = compiler.sequence(nodes);
  return {
    source,
    names: { target: options.target ?? 'posix', replacement },
    rules: compiler.rules,
    each: compiler.each,
    bringsExtension: endsInExtension(nodes),
    parts: whole.parts,
    render: (entry, scope = ALONE) => whole.text(entry, scope),
  };
}

function checkedReplacement(replacement: string): string {
  if (!/^[A-Za-z0-9_ !#$%&'()+,;=@^~-]{0,4}$/.test(replacement)) {
    throw new TemplateError('The replacement for illegal characters must itself be legal everywhere', 0);
  }
  return replacement;
}

function endsInExtension(nodes: readonly TemplateNode[]): boolean {
  const last = nodes.at(-1);
  const before = nodes.at(-2);
  return (
    last?.kind === 'field' && last.names.every(isExtension) && before?.kind === 'text' && before.text.endsWith('.')
  );
}

const ALBUM_IDENTIFIERS = 'albumartist album';
const ALBUM_DISAMBIGUATORS = 'albumtype year label catalognum albumdisambig releasegroupdisambig';
const SINGLETON_IDENTIFIERS = 'artist title';
const SINGLETON_DISAMBIGUATORS = 'year trackdisambig';

class Compiler {
  readonly rules: UniquenessRule[] = [];
  readonly each: string[] = [];
  readonly #replacement: string | null;
  readonly #buckets: Buckets;

  /** @param replacement what stands for a slash in a value; null for a text, which keeps it and has no stand-ins */
  constructor(replacement: string | null, buckets: Buckets) {
    this.#replacement = replacement;
    this.#buckets = buckets;
  }

  sequence(nodes: readonly TemplateNode[]): Piece {
    const pieces = nodes.map((node) => this.#node(node));
    const [only] = pieces;
    if (pieces.length === 1 && only !== undefined) return only;
    return {
      text: (entry, scope) => pieces.reduce((text, piece) => text + piece.text(entry, scope), ''),
      value: (entry, scope) => pieces.reduce((text, piece) => text + piece.value(entry, scope), ''),
      mayBeMissing: pieces.some((piece) => piece.mayBeMissing),
      parts: pieces.flatMap((piece) => piece.parts),
    };
  }

  #node(node: TemplateNode): Piece {
    switch (node.kind) {
      case 'text':
        return literal(node.text);
      case 'field':
        return this.#field(node.names);
      case 'section':
        return this.#section(node.body);
      case 'call':
        return this.#call(node.name, node.args, node.offset);
    }
  }

  #field(names: readonly string[]): Piece {
    const fields = names.map(templateValue);
    const first = fields[0] as TemplateValue;
    const clean = (value: string): string => this.#inOneName(value);
    const value = (entry: TemplateEntry): string => {
      for (const field of fields) {
        const found = field.value(entry).trim();
        if (found !== '') return clean(found);
      }
      return '';
    };
    const standsFor = (entry: TemplateEntry): string => value(entry) || clean(first.standIn(entry));
    const text = this.#replacement === null ? value : standsFor;
    return {
      text,
      value,
      mayBeMissing: fields.every((field) => field.mayBeMissing),
      parts: [{ kind: 'field', fields, text, value }],
    };
  }

  /** A value never makes a folder: AC/DC is one name. */
  #inOneName(value: string): string {
    if (this.#replacement === null || !(value.includes('/') || value.includes('\0'))) return value;
    return value.replaceAll(/[/\0]/g, this.#replacement);
  }

  #section(body: readonly TemplateNode[]): Piece {
    const inner = body.map((node) => this.#node(node));
    const deciding = inner.filter((piece) => piece.mayBeMissing);
    const content = this.sequence(body);
    if (deciding.length === 0) {
      const bracketed: PartText = (entry, scope) => `[${content.text(entry, scope)}]`;
      const parts: TemplatePart[] = [{ kind: 'text', text: '[' }, ...content.parts, { kind: 'text', text: ']' }];
      return { text: bracketed, value: bracketed, mayBeMissing: false, parts };
    }
    const text: PartText = (entry, scope) =>
      deciding.some((piece) => piece.value(entry, scope) !== '') ? content.text(entry, scope) : '';
    return { text, value: text, mayBeMissing: true, parts: [{ kind: 'section', parts: content.parts }] };
  }

  #call(name: string, args: readonly (readonly TemplateNode[])[], offset: number): Piece {
    if (name === 'if') return this.#condition(args, offset);
    if (name === 'ifdef') return this.#defined(args, offset);
    if (name === 'each') return this.#eachValue(args, offset);
    if (name === 'aunique') return this.#unique('album', args, offset);
    if (name === 'sunique') return this.#unique('singleton', args, offset);
    const known = Object.hasOwn(TEXT_FUNCTIONS, name) ? TEXT_FUNCTIONS[name] : undefined;
    if (known === undefined) throw new TemplateError(`There is no function "%${name}{}"`, offset);
    expectArguments(name, args.length, known.fewest, known.most, offset);
    const pieces = args.map((arg) => this.sequence(arg));
    const [subject] = pieces;
    const text: PartText = (entry, scope) =>
      known.apply(
        pieces.map((piece) => piece.text(entry, scope)),
        this.#buckets,
      );
    return {
      text,
      value: (entry, scope) =>
        subject?.mayBeMissing === true && subject.value(entry, scope) === '' ? '' : text(entry, scope),
      mayBeMissing: subject?.mayBeMissing ?? false,
      parts: [{ kind: 'made', text }],
    };
  }

  /** `%if{condition,then,else}`: true is whatever is neither empty, nor the number 0, nor "false". */
  #condition(args: readonly (readonly TemplateNode[])[], offset: number): Piece {
    expectArguments('if', args.length, 2, 3, offset);
    const [test, yes, no] = [this.sequence(args[0] ?? []), this.sequence(args[1] ?? []), this.sequence(args[2] ?? [])];
    return either((entry, scope) => isTrue(test.value(entry, scope)), yes, no);
  }

  /** `%ifdef{field}` is the field or nothing; `%ifdef{field,then,else}` chooses. */
  #defined(args: readonly (readonly TemplateNode[])[], offset: number): Piece {
    expectArguments('ifdef', args.length, 1, 3, offset);
    const name = constant(args[0] ?? [], 'ifdef', offset)
      .trim()
      .toLowerCase();
    if (name === '') throw new TemplateError('"%ifdef{}" needs the name of a field', offset);
    const field = this.#field([name]);
    const yes = args[1] === undefined ? field : this.sequence(args[1]);
    return either((entry, scope) => field.value(entry, scope) !== '', yes, this.sequence(args[2] ?? []));
  }

  /** `%each{field}`: `trackPaths` renders the template once for every value, as if the track had only that. */
  #eachValue(args: readonly (readonly TemplateNode[])[], offset: number): Piece {
    expectArguments('each', args.length, 1, 1, offset);
    const name = constant(args[0] ?? [], 'each', offset)
      .trim()
      .toLowerCase();
    const tag = name === '' ? null : tagOfValue(name);
    if (tag === null) {
      throw new TemplateError('"%each{}" needs the name of a tag that can have several values, such as genre', offset);
    }
    if (!this.each.includes(tag)) this.each.push(tag);
    return this.#field([name]);
  }

  #unique(of: UniquenessRule['of'], args: readonly (readonly TemplateNode[])[], offset: number): Piece {
    const name = of === 'album' ? 'aunique' : 'sunique';
    expectArguments(name, args.length, 0, 3, offset);
    const [identifiers, disambiguators, brackets = '[]'] = args.map((arg) => constant(arg, name, offset));
    const symbols = Array.from(brackets);
    if (symbols.length !== 0 && symbols.length !== 2) {
      throw new TemplateError(`The brackets of "%${name}{}" are two characters or none`, offset);
    }
    const rule: UniquenessRule = {
      index: this.rules.length,
      of,
      identifiers: fieldsOf(identifiers || (of === 'album' ? ALBUM_IDENTIFIERS : SINGLETON_IDENTIFIERS)),
      disambiguators: fieldsOf(disambiguators || (of === 'album' ? ALBUM_DISAMBIGUATORS : SINGLETON_DISAMBIGUATORS)),
      open: symbols[0] ?? '',
      close: symbols[1] ?? '',
    };
    this.rules.push(rule);
    const text: PartText = (entry, scope) => {
      const distinction = this.#inOneName(scope.distinction(rule, entry));
      return distinction === '' ? '' : ` ${rule.open}${distinction}${rule.close}`;
    };
    return { text, value: text, mayBeMissing: true, parts: [{ kind: 'distinction' }] };
  }
}

function fieldsOf(names: string): readonly TemplateValue[] {
  return names
    .toLowerCase()
    .split(/\s+/)
    .filter((name) => name !== '')
    .map(templateValue);
}

function literal(text: string): Piece {
  const same = (): string => text;
  return { text: same, value: same, mayBeMissing: false, parts: [{ kind: 'text', text }] };
}

function either(test: (entry: TemplateEntry, scope: TemplateScope) => boolean, yes: Piece, no: Piece): Piece {
  const text: PartText = (entry, scope) => (test(entry, scope) ? yes : no).text(entry, scope);
  return {
    text,
    value: (entry, scope) => (test(entry, scope) ? yes : no).value(entry, scope),
    mayBeMissing: true,
    parts: [{ kind: 'made', text }],
  };
}

function isTrue(value: string): boolean {
  const trimmed = value.trim().toLowerCase();
  return trimmed !== '' && trimmed !== 'false' && !/^0+$/.test(trimmed);
}

/** The text of an argument that must not depend on the track. */
function constant(nodes: readonly TemplateNode[], name: string, offset: number): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'section') return `[${constant(node.body, name, offset)}]`;
      throw new TemplateError(`The arguments of "%${name}{}" are names, not values`, offset);
    })
    .join('');
}

function expectArguments(name: string, count: number, fewest: number, most: number, offset: number): void {
  if (count >= fewest && count <= most) return;
  const wanted = fewest === most ? String(fewest) : `${fewest} to ${most}`;
  throw new TemplateError(`"%${name}{}" takes ${wanted} argument${most === 1 ? '' : 's'}, not ${count}`, offset);
}
