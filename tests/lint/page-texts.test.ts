/** All texts of the page are in its catalogues, and all that is there is used. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeActions } from '../../app/actions/action-table.ts';
import { BUILT_IN_GROUPS } from '../../app/actions/built-in-groups.ts';
import { CHECKS } from '../../app/health/check-table.ts';
import { MESSAGES } from '../../app/model/messages.ts';
import { FIELDS } from '../../fuse/fields/field-table.ts';
import { kindOf } from '../../renderer/actions/draft.ts';
import { ADVICE } from '../../renderer/review/check-advice.ts';
import { GERMAN, GERMAN_OF_SERVICE } from '../../renderer/words/german/catalogue.ts';
import { textsOf } from './page-texts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CATALOGUES = /^renderer\/(?:words\/(?:german\/|english)|catalog\/german)/u;
const entries: Readonly<Record<string, string>> = GERMAN;
const texts = new Set(Object.keys(entries).map((entry) => entry.replace(/_(?:one|other)$/u, '')));

/** Examples of what can be typed, which no language changes. */
const EXAMPLES = new Set([
  'cover, folder, front*',
  'The, A, Der, Die, Das, Les',
  '/home/you/Music',
  'you@example.org',
  'a1B2c3D4e5',
  '~/Descant',
  'genre:folk added:-1m.. -is:duplicate',
  'A–Z',
  '0 kHz',
]);

const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.test\.tsx?$|\.d\.ts$|\/testing-/u.test(file) && !CATALOGUES.test(file),
);
const found = new Map(
  sources.map((file) => [file, textsOf(file, readFileSync(join(root, file), 'utf8'), (text) => texts.has(text))]),
);

describe('the texts of the page', () => {
  it('are all in the catalogues', () => {
    expect(sources.length).toBeGreaterThan(200);
    const faults = [...found].flatMap(([file, { faults }]) => {
      return faults.filter((fault) => !EXAMPLES.has(fault.replace(/^\d+: /u, ''))).map((fault) => `${file}:${fault}`);
    });
    expect(faults).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set([...found.values()].flatMap(({ literals }) => literals));
    expect([...texts].filter((text) => !used.has(text))).toEqual([]);
  });

  it('are in one file of a catalogue', () => {
    const keys = globSync('renderer/{words/german/*,catalog/german}.ts', { cwd: root }).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^ {2}(?<key>'.*?'|".*?"|\w+):(?:\s|$)/gmu)].map(
        ({ groups }) => groups?.['key'] ?? '',
      ),
    );
    expect(keys.length).toBeGreaterThanOrEqual(Object.keys(entries).length);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('have in German the values that they have in English', () => {
    const names = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/gu))].toSorted();
    for (const [entry, german] of Object.entries(entries)) {
      // A form for one may leave its number out.
      const wanted = names(entry).filter((name) => !entry.endsWith('_one') || name !== '{{count}}');
      expect(names(german), entry).toEqual(expect.arrayContaining(wanted));
      expect(names(entry), entry).toEqual(expect.arrayContaining(names(german)));
      expect(german.trim(), entry).not.toBe('');
    }
  });

  it('have both forms where they have one', () => {
    const forms = Object.keys(entries).filter((entry) => /_(?:one|other)$/u.test(entry));
    expect(forms.length).toBeGreaterThan(10);
    for (const form of forms) {
      expect(entries, form).toHaveProperty([
        form.endsWith('_one') ? form.replace(/one$/u, 'other') : form.replace(/other$/u, 'one'),
      ]);
    }
  });
});

describe('the texts that the service gives in English', () => {
  const actions = describeActions();
  const parameters = actions.flatMap((action) => action.parameters);
  const ids = new Set([
    ...FIELDS.map(({ name }) => `field: ${name}`),
    ...actions.map(({ name }) => `action: ${name}`),
    ...BUILT_IN_GROUPS.map(({ name }) => `group: ${name}`),
    ...parameters.map(({ name }) => `parameter: ${name}`),
    ...parameters.flatMap(({ choices }) => choices.map((choice) => `choice: ${choice}`)),
    ...parameters.map(({ help }) => `help: ${help}`),
    ...CHECKS.map(({ name }) => `check: ${name}`),
    ...Object.keys(MESSAGES).map((code) => `message: ${code}`),
    ...CHECKS.flatMap(({ fix }) => (fix === undefined ? [] : [`fix: ${fix.summary}`])),
    ...CHECKS.flatMap(({ fix }) => (typeof fix?.guess === 'string' ? [`guess: ${fix.guess}`] : [])),
    ...CHECKS.filter(({ name, fix }) => fix === undefined && !Object.hasOwn(ADVICE, name)).map(
      ({ name }) => `advice: ${name}`,
    ),
    ...parameters
      .filter((parameter) => kindOf(parameter) === 'text' && parameter.takes !== 'text')
      .map(({ takes }) => `takes: ${takes}`),
  ]);

  it.each(Object.entries(MESSAGES))('name the same things in German: %s', (code, english) => {
    const names = (text: string): string[] => [...text.matchAll(/\{\{\w+\}\}/gu)].map(([name]) => name).toSorted();
    expect(names(GERMAN_OF_SERVICE[`message: ${code}`] ?? '')).toEqual(names(english));
  });

  it('are all there in German, and no others', () => {
    expect(Object.keys(GERMAN_OF_SERVICE).toSorted()).toEqual([...ids].toSorted());
  });
});

describe('a text that bypasses the catalogues', () => {
  const faultsOf = (source: string): string[] => textsOf('a.tsx', source, (text) => text === 'Add folder').faults;

  it.each([
    ['const a = () => <p>Add folder</p>;', '1: Add folder'],
    ['const a = () => <p>\n  {b} tracks\n</p>;', '2: tracks'],
    ['const a = () => <p title="Add folder" />;', '1: Add folder'],
    ['const a = () => <p aria-label={`Remove ${b}`} />;', '1: Remove …'],
    ['const a = () => show(b ? "No track" : `${b} of ${c}`);', '1: No track'],
    ['const A = { label: "Nothing here" };', '1: Nothing here'],
    ["const a = () => <p>{b ? 'on' : c}</p>;", '1: on'],
    ["const a = () => <p title={b ? 'Add folder' : c} />;", '1: Add folder'],
    ["const A = t('Add folder');", '1: t is called while the module is loaded'],
  ])('is found in %j', (source, fault) => {
    expect(faultsOf(source)[0]).toBe(fault);
  });

  it.each([
    "const a = () => <p className='Big One' id={`${b}-name`}>{t('Add folder')} · {b}</p>;",
    "const A = { label: 'Add folder', keys: ['Ctrl+ArrowUp'] };",
    "const a = (event) => event.key === 'Some Key' || event.key === 'Escape';",
    'const a = () => { throw new Error(`no file ${b} here`); };',
    'const a = () => goTo({ query: `id:${b}`, at: `translateY(${c}px)` });',
    "import { a } from './Some File.ts'; type B = 'Some Words';",
    'const a = () => <Filled text="Add folder" values={{}} />;',
    'const a = () => <b>Descant</b>;',
    'const a = () => <code>descant stop</code>;',
    "const a = () => <p title={t('Add folder')} look={b ? 'quiet' : 'primary'}>{t(b ? 'Add folder' : c)}</p>;",
  ])('is not seen in %j', (source) => {
    expect(faultsOf(source)).toEqual([]);
  });
});
