import { describe, expect, it } from 'vitest';
import type { NameOptions } from './sanitize.ts';
import { distinguish, fileName, folderName, nameKey } from './sanitize.ts';

const posix: NameOptions = { target: 'posix', replacement: '_' };
const windows: NameOptions = { target: 'windows', replacement: '_' };
const portable: NameOptions = { target: 'portable', replacement: '_' };
const all = [posix, windows, portable];

const bytes = (text: string): number => Buffer.byteLength(text);

describe('file names', () => {
  it('replace what the target does not allow, and nothing else', () => {
    expect(folderName('a/b\0c\nd', posix)).toBe('a_b_c_d');
    expect(folderName('<What?> "A*B": C\\D|E', posix)).toBe('<What?> "A*B": C\\D|E');
    expect(folderName('<What?> "A*B": C\\D|E', windows)).toBe('_What__ _A_B__ C_D_E');
    expect(folderName('AC/DC', portable)).toBe('AC_DC');
  });

  it('keep clear of the reserved names of Windows, also with an extension', () => {
    expect(folderName('CON', windows)).toBe('CON_');
    expect(folderName('com1', portable)).toBe('com1_');
    expect(folderName('LPT¹', windows)).toBe('LPT¹_');
    expect(fileName('nul', 'mp3', windows)).toBe('nul_.mp3');
    expect(folderName('aux.tar.gz', windows)).toBe('aux_.tar.gz');
    expect(folderName('Concert', windows)).toBe('Concert');
    expect(folderName('CON', posix)).toBe('CON');
  });

  it('end in neither space nor, on Windows, a dot', () => {
    expect(folderName('  Hello  ', posix)).toBe('Hello');
    expect(folderName('Etc...', posix)).toBe('Etc...');
    expect(folderName('Etc...', windows)).toBe('Etc___');
    expect(folderName('Etc. . ', portable)).toBe('Etc___');
  });

  it('begin neither with a dot nor with a dash', () => {
    expect(folderName('...And Justice', posix)).toBe('_..And Justice');
    expect(folderName('-rf', posix)).toBe('_rf');
    expect(folderName('..', posix)).toBe('_.');
    expect(folderName('.', posix)).toBe('_');
    expect(folderName('/etc', { target: 'posix', replacement: '-' })).toBe('_etc');
    expect(folderName('./x', { target: 'posix', replacement: '' })).toBe('_x');
  });

  it('are in composed form and hide no marks of direction', () => {
    expect(folderName('Björk', posix)).toBe('Björk'.normalize('NFC'));
    expect(folderName('abc\u202Egpj.exe', posix)).toBe('abcgpj.exe');
    expect(folderName('\uD800x', posix)).toBe('\uFFFDx');
  });

  it('of nothing stay empty for folders and become something for files', () => {
    expect(folderName('   ', posix)).toBe('');
    expect(fileName('', 'flac', posix)).toBe('Untitled.flac');
  });

  it('keep the extension and take only letters and digits for one', () => {
    expect(fileName('a', 'FLAC', posix)).toBe('a.flac');
    expect(fileName('a', '../etc', posix)).toBe('a.etc');
    expect(fileName('a', '', posix)).toBe('a');
  });

  it('fit the limit of the target, cut between characters, the extension whole', () => {
    const family = '👩‍👩‍👧‍👦';
    for (const [letter, limit] of [
      ['x', 255],
      ['é', 255],
      ['漢', 255],
      [family, 255],
    ] as const) {
      const name = fileName(letter.repeat(300), 'flac', posix);
      expect(bytes(name)).toBeLessThanOrEqual(limit);
      expect(bytes(name)).toBeGreaterThan(limit - bytes(letter) - 1);
      expect(name.slice(0, -5)).toBe(letter.repeat((name.length - 5) / letter.length));
      expect(name.endsWith('.flac')).toBe(true);
    }
    expect(bytes(fileName('漢'.repeat(300), 'flac', windows))).toBeLessThanOrEqual(255);
    expect(fileName('x'.repeat(400), 'flac', windows)).toHaveLength(255);
    expect(bytes(fileName('漢'.repeat(300), 'flac', portable))).toBeLessThanOrEqual(255);
    expect(fileName('x'.repeat(400), 'flac', portable)).toHaveLength(255);
  });

  it('are made legal again after they were cut', () => {
    expect(folderName(`${'x'.repeat(254)} yyy`, posix)).toBe('x'.repeat(254));
    expect(folderName(`${'x'.repeat(254)}.yyy`, windows)).toBe(`${'x'.repeat(254)}_`);
    expect(folderName(`${'x'.repeat(249)} [#7] and more`, posix)).toBe(`${'x'.repeat(249)} [_7]`);
  });

  it('cut even a single character that is longer than a name may be', () => {
    const monster = `z${'\u0301'.repeat(400)}`;
    const name = folderName(monster, posix);
    expect(bytes(name)).toBeLessThanOrEqual(255);
    expect(bytes(name)).toBeGreaterThan(250);
  });

  it('do not change when made legal twice, whatever the text', () => {
    const hostile = [
      'CON.',
      ' .-a. ',
      '..',
      'é'.repeat(300),
      '[#5]',
      'a [#5].flac',
      '\u202E\u202E',
      '. . .',
      'NUL .x',
      `${'a'.repeat(250)}. . . .`,
      '/'.repeat(500),
      '-'.repeat(300),
    ];
    for (const options of all) {
      for (const text of hostile) {
        const once = folderName(text, options);
        expect(folderName(once, options)).toBe(once);
        expect(bytes(once)).toBeLessThanOrEqual(255);
      }
    }
  });

  it('are made of a text as long as a book without delay', () => {
    expect(folderName('. '.repeat(1_000_000), windows).length).toBeLessThanOrEqual(255);
  });
});

describe('the name of a track whose name is taken', () => {
  it('carries its number, before the extension, and fits', () => {
    expect(distinguish('Song.flac', 57, posix)).toBe('Song [#57].flac');
    const long = distinguish(fileName('é'.repeat(300), 'flac', posix), 57, posix);
    expect(bytes(long)).toBeLessThanOrEqual(255);
    expect(long.endsWith('é [#57].flac')).toBe(true);
  });

  it('is the natural name of no file', () => {
    expect(fileName('Song [#57]', 'flac', posix)).not.toBe('Song [#57].flac');
    expect(folderName('Song [#57].flac', posix)).not.toBe('Song [#57].flac');
    expect(folderName('Song [#57].flac', posix)).toBe('Song [_57].flac');
    expect(fileName('Song [#57].x [#57]', 'flac', posix)).toBe('Song [_57].x [_57].flac');
  });
});

describe('the key of a name', () => {
  it('is the same for composed and decomposed text', () => {
    expect(nameKey('Bjo\u0308rk', 'posix')).toBe(nameKey('Bj\u00f6rk', 'posix'));
  });

  it('ignores case where the target does', () => {
    expect(nameKey('ABBA', 'portable')).toBe(nameKey('Abba', 'portable'));
    expect(nameKey('ABBA', 'posix')).not.toBe(nameKey('Abba', 'posix'));
  });
});
