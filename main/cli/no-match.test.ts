import { expect, it } from 'vitest';
import { noMatch } from './no-match.ts';

it('names the query, and says of all tracks that there are none', () => {
  expect(noMatch('genre:folk')).toMatchObject({ code: 'NO_MATCH', message: 'no track matches genre:folk' });
  expect(noMatch(' ')).toMatchObject({
    code: 'NO_MATCH',
    message: 'the library has no tracks; descant scan FOLDER adds some',
  });
});
