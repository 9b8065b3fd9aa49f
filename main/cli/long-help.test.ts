import { describe, expect, it } from 'vitest';
import { sortFields } from '../../app/library/query/field-columns.ts';
import { SETTINGS } from '../../app/library/settings.ts';
import { FIELDS } from '../../fuse/fields/field-table.ts';
import { fieldsHelp, queryHelp, settingsHelp } from './long-help.ts';

describe('the help of config', () => {
  it('names every setting with its type, its default and what it does', () => {
    const lines = settingsHelp();
    for (const name of Object.keys(SETTINGS)) {
      expect(lines.filter((line) => line.startsWith(`${name}  `))).toHaveLength(1);
    }
    expect(lines).toContain('mount.names  posix or windows or portable, default "posix"');
    expect(lines).toContain('mount.sidecars  true or false, default true');
    expect(lines).toContain('mount.views  JSON list, default []');
    expect(lines).toContain('index.url  address or null, default null');
    expect(lines.find((line) => line.startsWith('mount.template  '))).toMatch(
      /^mount\.template {2}text, default "\$artist/,
    );
    expect(lines.join(' ')).not.toContain('JSON value');
    expect(lines[lines.indexOf('mount.names  posix or windows or portable, default "posix"') + 1]).toMatch(
      /^ {2}what names/,
    );
  });
});

describe('the help of tracks', () => {
  it('says what queries can say, and names every sort', () => {
    const text = queryHelp().join('\n');
    for (const term of [
      'artist:text',
      'artist:=text',
      'artist:==text',
      'artist::regex',
      'year:1990..1999',
      'has:',
      'is:edited',
      '-term',
    ]) {
      expect(text).toContain(term);
    }
    expect(text).toContain('edited, missing, broken, lossless, analysed');
    for (const name of sortFields()) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
    for (const { name, readOnly } of FIELDS) if (readOnly) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

describe('the help of edit', () => {
  it('names every field that can be set, with its other names, and no other', () => {
    const lines = fieldsHelp();
    const named = new Set(
      lines
        .filter((line) => line.startsWith('  '))
        .join(' ')
        .split(/[\s,()]+/),
    );
    for (const { name, aliases, readOnly, type } of FIELDS) {
      const settable = !readOnly && type !== 'picture';
      for (const one of [name, ...aliases]) expect([one, named.has(one)]).toEqual([one, settable]);
    }
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});
