import { describe, expect, it } from 'vitest';
import { nameCompletion, typedValueOf, valueCompletion } from './query-completion.ts';

const NAMES = ['title', 'artist', 'album', 'albumartist', 'genre', 'has'];
const VALUES = ['Folk', 'Folk Rock', 'Funk "live"', 'Čas'];

describe('the name of a field', () => {
  it.each([
    ['gen', 're:', 'genre:'],
    ['Gen', 're:', 'Genre:'],
    ['folk -alb', 'um:', 'folk -album:'],
    ['genre', ':', 'genre:'],
    ['year:1999 has', ':', 'year:1999 has:'],
  ])('%s goes on with %s', (query, shown, whole) => {
    expect(nameCompletion(query, NAMES)).toEqual({ shown, query: whole });
  });

  it.each(['', 'ge', 'gen ', 'genre:alb', '"alb', 'albums', 'al1', 'title:"a alb'])(
    'is not offered behind %j',
    (query) => {
      expect(nameCompletion(query, NAMES)).toBeNull();
    },
  );
});

describe('the value of a field', () => {
  it.each([
    ['genre:f', 'olk', 'genre:Folk'],
    ['genre:folk', ' Rock', 'genre:"Folk Rock"'],
    ['x genre:=fo', 'lk', 'x genre:=Folk'],
    ['-genre:"folk r', 'ock"', '-genre:"Folk Rock"'],
    ['genre:fu', 'nk "live"', 'genre:"Funk ""live"""'],
    ['genre:č', 'as', 'genre:Čas'],
  ])('%s goes on with %s', (query, shown, whole) => {
    expect(valueCompletion(query, VALUES)).toEqual({ shown, query: whole });
  });

  it.each(['', 'folk', 'genre:', 'genre:"Folk"', 'genre:folk|f', 'year:19..', 'genre::f', 'genre:x', 'genre:f '])(
    'is not offered behind %j',
    (query) => {
      expect(valueCompletion(query, VALUES)).toBeNull();
    },
  );

  it('is looked up by the field and what was typed of it', () => {
    expect(typedValueOf('a -artist:="jun')).toEqual({ field: 'artist', typed: 'jun' });
    expect(typedValueOf('artist:')).toBeNull();
  });
});
