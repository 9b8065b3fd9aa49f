import { describe, expect, it } from 'vitest';
import { repairedText } from './encoding-repair.ts';

/** What a program shows that reads text in another encoding than it was written in. */
function misread(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Text in windows-1251. */
function cyrillicBytes(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1251');
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (character) => table.get(character)!);
}

describe('text in the wrong encoding', () => {
  it.each(['Björk', 'Où est la plage?', 'Ænima', 'Sigur Rós – Ágætis', 'Кино', 'Дельфин и Русалка', '東京', 'É'])(
    'is restored where UTF-8 was read as windows-1252 or Latin-1: %s',
    (text) => {
      expect(repairedText(misread(Buffer.from(text), 'windows-1252'))).toBe(text);
      expect(repairedText(Buffer.from(text).toString('latin1'))).toBe(text);
    },
  );

  it.each(['Привет', 'Кино (Live)', 'Björk Guðmundsdóttir'])(
    'is restored where UTF-8 was read as windows-1251: %s',
    (text) => expect(repairedText(misread(Buffer.from(text), 'windows-1251'))).toBe(text),
  );

  it.each(['Привет', 'Группа крови', 'Звезда по имени Солнце'])(
    'is restored where windows-1251 was read as windows-1252: %s',
    (text) => expect(repairedText(misread(cyrillicBytes(text), 'windows-1252'))).toBe(text),
  );

  it('is restored where that has happened twice', () => {
    const once = misread(Buffer.from('Björk'), 'windows-1252');
    expect(repairedText(misread(Buffer.from(once), 'windows-1252'))).toBe('Björk');
  });
});

describe('text that is right', () => {
  it.each([
    'Plain ASCII',
    'Björk',
    'Où',
    'Motörhead',
    'Željko Bebek',
    'Кино',
    'Сі',
    'Вії',
    'Œuvre',
    'ÄÖÜ Club',
    'Déjà vu',
    'ça',
    '東京',
    '½ + ¼',
    '',
  ])('stays as it is: %s', (text) => expect(repairedText(text)).toBeNull());
});
