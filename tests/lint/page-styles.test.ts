/**
 * The styles of the page take their values from renderer/tokens.css: distances, sizes of type and colours are written
 * there and nowhere else.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TOKENS = 'renderer/tokens.css';
const files = globSync('renderer/**/*.css', { cwd: root }).filter((file) => file !== TOKENS);

/** Declarations that may have a value of their own, as `file: declaration`, each with its reason. */
const ALLOWED = new Set([
  // Text for screen readers only: the distance takes back the one pixel that it is wide.
  'renderer/controls/Hidden.module.css: margin: -1px',
]);

const DECLARATION = /(?<property>[a-z-]+)\s*:\s*(?<value>[^;{}]+);/g;
const LENGTH = /\d(?:px|r?em|pt|ch|v[wh])\b/;
const COLOUR =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(|\b(?:white|black|red)\b/i;

/** What is wrong with the declarations of a style sheet. */
function faultsOf(css: string): string[] {
  return [...css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(DECLARATION)].flatMap(({ groups = {} }) => {
    const { property = '', value = '' } = groups;
    const free = value.replaceAll(/\s+/g, ' ').trim();
    const isDistance = /^(?:padding|margin|gap|row-gap|column-gap)(?:-|$)/.test(property);
    const isType = property === 'font' || property === 'font-size';
    // A part of the window is no distance: it may bound one.
    const measured = isDistance ? free.replaceAll(/\b\d+v[wh]\b/g, '') : free;
    const hasFault = ((isDistance || isType) && LENGTH.test(measured)) || COLOUR.test(free);
    return hasFault ? [`${property}: ${free}`] : [];
  });
}

/** Left and right where begin and end of a line are meant: they change sides in languages that are written from the right. */
const SIDES =
  /^(?:(?:margin|padding|border|inset)-(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius|left|right)$/;

/** Declarations that name a side of the window all the same. */
const SIDED = new Set([
  // In the middle, whatever the direction.
  'renderer/shell/ToastLine.module.css: left: 50%',
]);

/** The words of a value; spaces in parentheses part none. */
function wordsOf(value: string): string[] {
  let depth = 0;
  const marked = [...value].map((sign) => {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    return depth === 0 && /\s/.test(sign) ? '\n' : sign;
  });
  return marked.join('').split(/\n+/);
}

/** The declarations of a style sheet that name a side. */
function sidesOf(css: string): string[] {
  return [...css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(DECLARATION)].flatMap(({ groups = {} }) => {
    const { property = '', value = '' } = groups;
    const values = wordsOf(value.trim());
    const isUneven = /^(?:margin|padding|inset)$/.test(property) && values.length === 4 && values[1] !== values[3];
    const isSided =
      SIDES.test(property) || isUneven || (property === 'text-align' && /^(?:left|right)$/.test(value.trim()));
    return isSided ? [`${property}: ${value.trim()}`] : [];
  });
}

/** Rules that cut a text which has no room, and do not say that it reads from its own beginning. */
function cutAtWrongEnd(css: string): string[] {
  return [...css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/(?<selector>[^{}]+)\{(?<body>[^{}]*)\}/g)].flatMap(
    ({ groups: { selector = '', body = '' } = {} }) =>
      /text-overflow: ellipsis|line-clamp:/.test(body) && !body.includes('unicode-bidi: plaintext')
        ? [selector.trim()]
        : [],
  );
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('the styles of the page', () => {
  it('are there to be looked at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(files)('%s takes distances, type and colours from the tokens', (file) => {
    expect(faultsOf(read(file)).filter((fault) => !ALLOWED.has(`${file}: ${fault}`))).toEqual([]);
  });

  it.each(files)('%s names begin and end of lines, no sides', (file) => {
    expect(sidesOf(read(file)).filter((side) => !SIDED.has(`${file}: ${side}`))).toEqual([]);
  });

  it.each(files)('%s cuts names at their end, whichever way their script runs', (file) => {
    expect(cutAtWrongEnd(read(file))).toEqual([]);
  });

  it('finds a rule that cuts names at their beginning', () => {
    expect(cutAtWrongEnd('.a { color: red; } .b { text-overflow: ellipsis; }')).toEqual(['.b']);
    expect(cutAtWrongEnd('.b { text-overflow: ellipsis; unicode-bidi: plaintext; }')).toEqual([]);
  });

  it('finds sides in declarations of one and of four values', () => {
    expect(sidesOf('.a { margin-left: 0; left: 1px; text-align: right; padding: 0 1px 0 2px; }')).toHaveLength(4);
    expect(
      sidesOf(
        '.a { margin-inline-start: 0; text-align: start; padding: 0 1px 2px; inset: 0 calc(1px + 2px) 0 calc(1px + 2px); }',
      ),
    ).toEqual([]);
  });

  it('use each exception that is allowed', () => {
    const faults = files.flatMap((file) => faultsOf(read(file)).map((fault) => `${file}: ${fault}`));
    expect(faults.toSorted()).toEqual([...ALLOWED].toSorted());
  });

  it('use no token that is not defined, and every token that is', () => {
    const tokens = [...read(TOKENS).matchAll(/^\s+(--[a-z0-9-]+):/gm)].map(([, name]) => name ?? '');
    const used = new Set(
      [...files, TOKENS].flatMap((file) =>
        [...read(file).matchAll(/var\((--[a-z0-9-]+)/g)].map(([, name]) => name ?? ''),
      ),
    );
    // Widths that components set on their own element.
    const ofComponents = new Set([
      '--number',
      '--least',
      '--columns-wide',
      '--columns-medium',
      '--columns-narrow',
      '--name-width',
      '--depth',
    ]);
    expect([...used].filter((name) => !tokens.includes(name) && !ofComponents.has(name))).toEqual([]);
    expect(tokens.filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('a fault of a style sheet', () => {
  it.each([
    ['.a { padding: 3px; }', ['padding: 3px']],
    ['.a { margin-left: calc(-1 * var(--space-1) - 2px); }', ['margin-left: calc(-1 * var(--space-1) - 2px)']],
    ['.a { gap: 0 1em; }', ['gap: 0 1em']],
    ['.a { font: 600 12px/1 var(--font-ui); }', ['font: 600 12px/1 var(--font-ui)']],
    ['.a { color: #b3321a; }', ['color: #b3321a']],
    ['.a { background: rgb(0 0 0 / 0.5); }', ['background: rgb(0 0 0 / 0.5)']],
  ])('is found in %s', (css, faults) => {
    expect(faultsOf(css)).toEqual(faults);
  });

  it.each([
    '.a { padding: var(--space-2) 0 calc(-1 * var(--space-1)); }',
    '.a { padding: clamp(var(--space-4), 4vw, var(--space-6)); padding-bottom: 16vh; }',
    '.a { width: 12px; color: var(--ink-1); font: 600 var(--text-2) / 1.3 var(--font-ui); }',
    '/* padding: 3px; */ .a { margin: auto; }',
    '.a:hover:not(:disabled) { margin: 0; }',
  ])('is not found in %s', (css) => {
    expect(faultsOf(css)).toEqual([]);
  });
});
