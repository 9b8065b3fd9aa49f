import { describe, expect, it } from 'vitest';
import { learnFields } from './field-names.ts';
import { TESTING_FIELDS } from './testing-fields.ts';
import { sameValues, textToValues, valuesToText } from './field-text.ts';

learnFields(TESTING_FIELDS);

describe('values as text', () => {
  it('separates several values by semicolons', () => {
    expect(valuesToText('genre', ['Folk', 'Soundtrack'])).toBe('Folk; Soundtrack');
    expect(textToValues('genre', ' Folk ;Soundtrack;; ')).toEqual(['Folk', 'Soundtrack']);
  });

  it('gives back every list it wrote', () => {
    for (const values of [['a;b'], ['a;b', 'c'], ['back\\slash', 'x'], ['ends\\'], ['a\\;b', ';'], ['AC/DC']]) {
      expect(textToValues('artist', valuesToText('artist', values))).toEqual(values);
    }
  });

  it('leaves the semicolon of a title alone', () => {
    expect(textToValues('title', 'Peace; or War')).toEqual(['Peace; or War']);
    expect(valuesToText('title', ['Peace; or War'])).toBe('Peace; or War');
  });

  it('takes white space for no value', () => {
    expect(textToValues('title', '   ')).toEqual([]);
    expect(textToValues('genre', ' ; ')).toEqual([]);
    expect(textToValues('genre', 'Folk; ; Live')).toEqual(['Folk', 'Live']);
  });

  it('compares lists, an absent one as an empty one', () => {
    expect(sameValues(null, [])).toBe(true);
    expect(sameValues(['a'], ['a', 'b'])).toBe(false);
  });
});
