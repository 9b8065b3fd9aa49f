import { afterEach, describe, expect, it } from 'vitest';
import { findWords } from './find-words.ts';
import { learnFields } from './field-names.ts';
import { TESTING_FIELDS } from './testing-fields.ts';
import { changeLanguage } from './text.ts';

learnFields(TESTING_FIELDS);
afterEach(() => changeLanguage('en'));

describe('words that are looked for in the history', () => {
  it('mean the fields whose label has them, in the language of the page', async () => {
    expect(findWords('genre folk')).toEqual([['genre', 'genre'], ['folk']]);
    await changeLanguage('de');
    expect(findWords(' Albuminterp  Ash ')).toEqual([['Albuminterp', 'albumartist'], ['Ash']]);
  });

  it('are no more than the service takes', () => {
    expect(findWords('x '.repeat(50))).toHaveLength(30);
    expect(findWords('y'.repeat(900))).toEqual([['y'.repeat(400)]]);
    expect(findWords('  ')).toEqual([]);
  });
});
