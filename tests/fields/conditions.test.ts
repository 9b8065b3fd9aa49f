/** The conditions that the page builds, and the queries that the service reads. */
import { beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../app/library/query/parse.ts';
import { allFields } from '../../fuse/fields/declared-fields.ts';
import { fieldType, learnFields } from '../../renderer/words/field-names.ts';
import type { Rule } from '../../renderer/words/rule-words.ts';
import {
  comparisonsOf,
  conditionFields,
  conditionOf,
  newCondition,
  termOf,
  type Condition,
} from '../../renderer/playlists/condition.ts';

beforeAll(() => learnFields(allFields().map((field) => ({ ...field, counted: false }))));

/** As the page has it. */
const ruleOf = (query: string): Rule => parseQuery(query).rule as Rule;

/** What the term of a condition is read as again. */
function readAgain(condition: Condition): Condition | null {
  const term = termOf(condition);
  return term === null ? null : conditionOf(ruleOf(term));
}

describe('a condition', () => {
  it.each<Condition>([
    { about: 'genre', how: 'contains', value: 'hip hop' },
    { about: 'genre', how: 'lacks', value: 'say "ah", -loud' },
    { about: 'album', how: 'is', value: 'Dusk & Dawn' },
    { about: 'artist', how: 'is-not', value: 'Ember (2)' },
    { about: 'composer', how: 'has', value: '' },
    { about: 'genre', how: 'has-none', value: '' },
    { about: 'rating', how: 'least', value: '4' },
    { about: 'bpm', how: 'most', value: '120.5' },
    { about: 'plays', how: 'is', value: '0' },
    { about: 'date', how: 'is-not', value: '1990' },
    { about: 'length', how: 'least', value: '4:30' },
    { about: 'length', how: 'most', value: '1:02:03' },
    { about: 'added', how: 'within', value: '30d' },
    { about: 'lastplayed', how: 'not-within', value: '6m' },
    { about: 'added', how: 'least', value: '2024-05' },
    { about: 'favourite', how: 'yes', value: '' },
    { about: 'favourite', how: 'no', value: '' },
    { about: 'state', how: 'is', value: 'lossless' },
    { about: 'state', how: 'is-not', value: 'duplicate' },
    { about: 'playlist', how: 'is', value: 'Trips/The long road' },
    { about: 'words', how: 'contains', value: 'night willow' },
    { about: 'words', how: 'lacks', value: 'live' },
  ])('becomes a term of the query, and is read from it again: $about $how $value', (condition) => {
    expect(readAgain(condition)).toEqual(condition);
  });

  it('of any field that it can be about is written as the service reads it', () => {
    for (const about of conditionFields()) {
      for (const how of comparisonsOf(about)) {
        const value = how.endsWith('within') ? '7d' : fieldType(about) === 'moment' ? '2024-05' : '3';
        expect(readAgain({ about, how, value }), `${about} ${how}`).toMatchObject({ about, how });
      }
    }
  });

  it('is no term while its value is missing, or is none of its field', () => {
    expect(termOf(newCondition('genre'))).toBeNull();
    expect(termOf({ about: 'rating', how: 'least', value: 'four) , year:' })).toBeNull();
    expect(termOf({ about: 'length', how: 'most', value: 'long' })).toBeNull();
    expect(termOf({ about: 'added', how: 'within', value: 'd' })).toBeNull();
    expect(termOf(newCondition('added'))).toBe('added:-30d..');
    expect(termOf(newCondition('favourite'))).toBe('favourite:1');
  });

  it('is left to the text where it is more than its parts', () => {
    for (const query of ['title::^night', 'bpm:120..130', '-rating:4..', 'genre:==Folk', '-(rock , jazz)', 'like:7']) {
      expect(conditionOf(ruleOf(query)), query).toBeNull();
    }
  });
});
