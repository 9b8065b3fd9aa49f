/**
 * A template as a pattern for reading a path backwards: a graph of nodes, each of which takes some of the text,
 * and a table of which node can lead to the end from where. With the table the search enters no dead end, which
 * is what makes backtracking exponential.
 */
import type { PartText, Template, TemplatePart } from './template.ts';
import type { NameOptions } from './sanitize.ts';

export type FieldPart = Extract<TemplatePart, { kind: 'field' }>;

export type PatternNode =
  | { readonly kind: 'end' }
  | { readonly kind: 'character'; readonly character: string; readonly next: number }
  | { readonly kind: 'field'; readonly part: FieldPart; readonly next: number }
  /** `text` is what a function shows; without it any text may stand there. */
  | { readonly kind: 'made'; readonly text: PartText | null; readonly next: number }
  /** A section: read with what is in it, or without. */
  | { readonly kind: 'section'; readonly inside: number; readonly fields: readonly FieldPart[]; readonly next: number };

/** What follows a node has a smaller number; 0 is the end. */
export interface PathPattern {
  readonly nodes: readonly PatternNode[];
  readonly start: number;
}

const patterns = new WeakMap<Template, PathPattern>();

/** The pattern of a template's paths, without their extension. */
export function patternOf(template: Template): PathPattern {
  const known = patterns.get(template);
  if (known !== undefined) return known;
  const nodes: PatternNode[] = [{ kind: 'end' }];
  const pattern: PathPattern = { nodes, start: build(nodes, withoutExtension(template), 0) };
  patterns.set(template, pattern);
  return pattern;
}

function withoutExtension({ parts, bringsExtension }: Template): readonly TemplatePart[] {
  const dot = parts.at(-2);
  if (!bringsExtension || dot?.kind !== 'text') return parts;
  return [...parts.slice(0, -2), { kind: 'text', text: dot.text.slice(0, -1) }];
}

function build(nodes: PatternNode[], parts: readonly TemplatePart[], end: number): number {
  let next = end;
  for (const part of parts.toReversed()) {
    if (part.kind === 'text') {
      for (const character of Array.from(part.text.normalize('NFC')).toReversed()) {
        next = nodes.push({ kind: 'character', character, next }) - 1;
      }
    } else if (part.kind === 'field') {
      next = nodes.push({ kind: 'field', part, next }) - 1;
    } else if (part.kind === 'made' || part.kind === 'distinction') {
      next = nodes.push({ kind: 'made', text: part.kind === 'made' ? part.text : null, next }) - 1;
    } else {
      const inside = build(nodes, part.parts, next);
      next = nodes.push({ kind: 'section', inside, fields: fieldsIn(part.parts), next }) - 1;
    }
  }
  return next;
}

function fieldsIn(parts: readonly TemplatePart[]): FieldPart[] {
  return parts.flatMap((part) =>
    part.kind === 'field' ? [part] : part.kind === 'section' ? fieldsIn(part.parts) : [],
  );
}

/** A text that is to be read by a pattern. */
export interface PatternText {
  readonly text: string;
  /** Whether the text may end inside the template, behind one of its slashes. */
  readonly open: boolean;
  readonly names: NameOptions;
  /** What a function shows now; absent where functions may show anything. */
  readonly made?: (text: PartText) => string;
}

/** What a node that is no field shows now; `null` where it may show anything. */
export function shownBy(node: PatternNode, { made }: PatternText): string | null {
  return node.kind === 'made' && node.text !== null && made !== undefined ? made(node.text) : null;
}

/** Positions after a literal character that stands at one of the text: none, one, or two where it may be left out. */
export function afterCharacter(
  { text, names: { replacement } }: PatternText,
  character: string,
  at: number,
): readonly number[] {
  const begins = isBoundary(text, at - 1);
  // Spaces at the ends of names, and folders without a name, are not there.
  const vanishes = (character === '/' || character.trim() === '') && (begins || isBoundary(text, at));
  if (text.startsWith(character, at)) return vanishes ? [at + character.length, at] : [at + character.length];
  if (vanishes) return [at];
  if (begins && (character === '.' || character === '-')) {
    const stands = replacement !== '' && text.startsWith(replacement, at) ? replacement : '_';
    if (text.startsWith(stands, at)) return [at + stands.length];
  }
  return [];
}

function isBoundary(text: string, at: number): boolean {
  return at < 0 || at >= text.length || text.charAt(at) === '/';
}

/** For every node and position whether the rest of the text can be read from there, whatever the fields are. */
export class Reach {
  readonly #table: Uint8Array;
  readonly #width: number;

  constructor({ nodes }: PathPattern, wanted: PatternText) {
    const { text, open } = wanted;
    this.#width = text.length + 1;
    this.#table = new Uint8Array(nodes.length * this.#width);
    for (const [id, node] of nodes.entries()) {
      const shown = shownBy(node, wanted);
      for (let at = text.length; at >= 0; at -= 1) {
        if ((open && at === text.length) || this.#leads(wanted, node, id, at, shown)) {
          this.#table[id * this.#width + at] = 1;
        }
      }
    }
  }

  has(node: number, at: number): boolean {
    return at < this.#width && this.#table[node * this.#width + at] === 1;
  }

  #leads(wanted: PatternText, node: PatternNode, id: number, at: number, shown: string | null): boolean {
    const { text } = wanted;
    switch (node.kind) {
      case 'end':
        return at === text.length;
      case 'character':
        return afterCharacter(wanted, node.character, at).some((after) => this.has(node.next, after));
      case 'section':
        return this.has(node.inside, at) || this.has(node.next, at);
      case 'made':
        if (shown !== null) return text.startsWith(shown, at) && this.has(node.next, at + shown.length);
    }
    // Any text up to the end of the name.
    return this.has(node.next, at) || (at < text.length && text.charAt(at) !== '/' && this.has(id, at + 1));
  }
}

/** How much of the text can be read at all before the template and it part. */
export function readableLength({ nodes, start }: PathPattern, wanted: PatternText): number {
  const { text } = wanted;
  const width = text.length + 1;
  const seen = new Uint8Array(nodes.length * width);
  seen[start * width] = 1;
  let furthest = 0;
  for (let id = nodes.length - 1; id >= 0; id -= 1) {
    const node = nodes[id] as PatternNode;
    for (let at = 0; at < width; at += 1) {
      if (seen[id * width + at] === 0) continue;
      furthest = Math.max(furthest, at);
      for (const [next, after] of steps(wanted, node, id, at)) if (after < width) seen[next * width + after] = 1;
    }
  }
  return furthest;
}

function steps(wanted: PatternText, node: PatternNode, id: number, at: number): readonly (readonly [number, number])[] {
  switch (node.kind) {
    case 'end':
      return [];
    case 'character':
      return afterCharacter(wanted, node.character, at).map((after) => [node.next, after] as const);
    case 'section':
      return [
        [node.inside, at],
        [node.next, at],
      ];
    case 'made': {
      const shown = shownBy(node, wanted);
      if (shown === null) break;
      return wanted.text.startsWith(shown, at) ? [[node.next, at + shown.length]] : [];
    }
  }
  const further = at < wanted.text.length && wanted.text.charAt(at) !== '/';
  return further
    ? [
        [node.next, at],
        [id, at + 1],
      ]
    : [[node.next, at]];
}
