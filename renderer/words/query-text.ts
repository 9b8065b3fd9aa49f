/**
 * The query as text: splitting it into terms, showing what is a field, and writing facet terms into it.
 *
 * The text in the search field is the only truth: a chosen facet is the term `genre:="Folk"` in it, so it can
 * be read, edited, shared and gone back to. The service alone decides what a query means; this file only
 * finds where terms begin and end. Terms are separated by white space outside quotes.
 */

export interface QueryPart {
  readonly text: string;
  /** `field`: a field name with its colon; `sign`: a negation or an or; `space`; `words`: everything else. */
  readonly kind: 'field' | 'sign' | 'words' | 'space';
}

/** Fields that have a column of facets. */
export const FACET_FIELDS = ['genre', 'albumartist', 'album', 'kind'] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

interface Piece {
  readonly text: string;
  readonly kind: 'space' | 'open' | 'close' | 'or' | 'term';
}

/** Signs that stand for themselves where a term may begin; parentheses inside of a term belong to it. */
const SIGNS: readonly (readonly [Piece['kind'], RegExp])[] = [
  ['space', /\s+/uy],
  ['open', /[-^]?\(/uy],
  ['close', /[-^]?\)/uy],
  ['or', /,(?=\s|$)/uy],
];

/** Splits a query into terms and signs, as the service does; joined the pieces give it back unchanged. */
function pieces(query: string): Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < query.length; at += found.at(-1)!.text.length) {
    found.push(signAt(query, at) ?? { kind: 'term', text: termAt(query, at) });
  }
  return found;
}

function signAt(query: string, at: number): Piece | null {
  for (const [kind, sign] of SIGNS) {
    sign.lastIndex = at;
    const text = sign.exec(query)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return null;
}

/** Up to the next white space, or a parenthesis that was not opened in the term, outside of quotes. */
function termAt(query: string, start: number): string {
  let depth = 0;
  let at = start;
  for (let quoted = false; at < query.length; at += 1) {
    const mark = query[at]!;
    if (mark === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (/\s/u.test(mark)) break;
    else if (mark === '(') depth += 1;
    else if (mark === ')' && depth-- === 0) break;
  }
  return query.slice(start, at);
}

const TERM = /^(?<sign>[-^]*)(?<field>[\p{L}_]+:{1,2}={0,2})?(?<rest>.*)$/su;

/** The query in coloured parts; joined they give the query back unchanged. */
export function queryParts(query: string): QueryPart[] {
  const parts: QueryPart[] = [];
  const add = (text: string | undefined, kind: QueryPart['kind']): void => {
    if (text !== undefined && text !== '') parts.push({ text, kind });
  };
  for (const { kind, text } of pieces(query)) {
    if (kind === 'space') add(text, 'space');
    else if (kind !== 'term' || /^[,|]+$/u.test(text)) add(text, 'sign');
    else {
      const found = TERM.exec(text)?.groups;
      add(found?.['sign'], found?.['field'] === undefined ? 'words' : 'field');
      add(found?.['field'], 'field');
      add(found?.['rest'], 'words');
    }
  }
  return parts;
}

/** The parts with a key each: their place in the text, as a part is the same as long as what stands before it is. */
export function keyedParts(query: string): readonly (QueryPart & { readonly key: number })[] {
  let at = 0;
  return queryParts(query).map((part) => {
    const key = at;
    at += part.text.length;
    return { ...part, key };
  });
}

/** What is chosen in a column of facets. */
export interface FacetChoice {
  /** Tracks have one of these; the empty one stands for no value, and then stands alone. */
  readonly values: readonly string[];
  /** Only tracks with these spellings of the values. */
  readonly spelled: boolean;
}

/**
 * The term that a chosen facet is: `genre:="Folk"`; of several values `genre:="Folk"|"Jazz"`; tracks that have no value:
 * `genre:=""`.
 * @param spelled only tracks with this spelling of the value: `genre:=="Folk"`
 */
export function facetTerm(field: FacetField, value: string | readonly string[], spelled = false): string {
  const quoted = (typeof value === 'string' ? [value] : value).map((one) => `"${one.replaceAll('"', '""')}"`);
  return `${field}:${spelled ? '==' : '='}${quoted.join('|')}`;
}

/** The facet term of a field in the query, as it stands there, or `null`. One of several alternatives is none. */
export function facetTermIn(query: string, field: FacetField): string | null {
  const found = pieces(query);
  return hasAlternatives(found) ? null : (found[facetPlace(found, field)]?.text ?? null);
}

/** What a facet term asks for; nothing where there is none. */
export function choiceOfTerm(field: FacetField, term: string | null): FacetChoice {
  const [, signs = '', rest = ''] = /^(==?)(.*)$/su.exec(term?.slice(field.length + 1) ?? '') ?? [];
  // Values between quotation marks, of which two stand for one, or without any up to the next bar.
  const values = rest.match(/"(?:[^"]|"")*"?|[^"|]+/gu) ?? [];
  return {
    values: values.map((value) => value.replace(/^"|"$/gu, '').replaceAll('""', '"')),
    spelled: signs === '==',
  };
}

/**
 * The term after a value was chosen or let go of.
 * @param isAdded several values are chosen: the value joins them or leaves them; else it is the only one
 * @returns `null` where nothing is chosen any more
 */
export function termAfterChoice(
  field: FacetField,
  { values, spelled }: FacetChoice,
  chosen: { readonly value: string; readonly spelled: boolean },
  isAdded: boolean,
): string | null {
  const others = values.filter((value) => value !== chosen.value);
  if (!isAdded || chosen.value === '' || values[0] === '') {
    const isAlone = values.length === 1 && others.length === 0;
    return isAlone ? null : facetTerm(field, chosen.value, chosen.spelled);
  }
  if (others.length < values.length) return others.length === 0 ? null : facetTerm(field, others, spelled);
  return facetTerm(field, [...values, chosen.value], spelled || chosen.spelled);
}

/**
 * The query with a facet term in place of what was chosen of the field; `null` takes that away. Alternatives get
 * parentheses, so that the term holds for all of them.
 */
export function withFacet(query: string, field: FacetField, term: string | null): string {
  const kept = pieces(query.trim());
  while (kept.at(-1)?.kind === 'or' || kept.at(-1)?.kind === 'space') kept.pop();
  if (hasAlternatives(kept)) {
    const whole = textOf(kept);
    return term === null ? whole : `(${whole}) ${term}`;
  }
  const place = facetPlace(kept, field);
  if (term === null && place >= 0) kept.splice(place, kept[place + 1]?.kind === 'space' ? 2 : 1);
  else if (term !== null && place >= 0) kept.splice(place, 1, { kind: 'term', text: term });
  else if (term !== null) kept.push({ kind: 'space', text: ' ' }, { kind: 'term', text: term });
  return textOf(kept).trim();
}

function textOf(all: readonly Piece[]): string {
  return all.map(({ kind, text }) => (kind === 'space' ? ' ' : text)).join('');
}

/** The query that a facet column counts in: all of it but its own term and those of the columns right of it. */
export function queryForColumn(query: string, field: FacetField): string {
  const from = FACET_FIELDS.indexOf(field);
  return FACET_FIELDS.slice(from).reduce((text, name) => withFacet(text, name, null), query);
}

/** How many parentheses are open in front of each piece. */
function depths(all: readonly Piece[]): number[] {
  let depth = 0;
  return all.map(({ kind }) => {
    const before = depth;
    if (kind === 'open') depth += 1;
    else if (kind === 'close') depth -= 1;
    return before;
  });
}

/** Whether alternatives stand outside of parentheses: a term behind them would belong to the last one alone. */
function hasAlternatives(all: readonly Piece[]): boolean {
  const depth = depths(all);
  return all.some(({ kind }, index) => kind === 'or' && depth[index] === 0);
}

/** Where the facet term of a field stands, outside of parentheses; −1 where there is none. */
function facetPlace(all: readonly Piece[], field: FacetField): number {
  const depth = depths(all);
  return all.findIndex(({ text }, index) => depth[index] === 0 && text.startsWith(`${field}:=`));
}
