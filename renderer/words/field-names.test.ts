import { beforeAll, describe, expect, it } from 'vitest';
import {
  alwaysShown,
  compareFields,
  fieldLabel,
  hasCountedValues,
  holdsLongText,
  holdsOneValue,
  isForPrograms,
  learnFields,
  suggestedFields,
  typedField,
} from './field-names.ts';
import { TESTING_FIELDS } from './testing-fields.ts';

beforeAll(() => learnFields(TESTING_FIELDS));

describe('names of fields', () => {
  it('gives fields of the table a readable name and leaves custom ones as they are', () => {
    expect(fieldLabel('albumartist')).toBe('Album artist');
    expect(fieldLabel('my own field')).toBe('my own field');
    expect(fieldLabel('constructor')).toBe('constructor');
  });

  it('puts the fields of the table first, in their order, and the rest by name', () => {
    expect(['zither', 'genre', 'aulos', 'title', 'artist'].sort(compareFields)).toEqual([
      'title',
      'artist',
      'genre',
      'aulos',
      'zither',
    ]);
  });

  it('tells fields for programs from fields for people, also by the families of custom ones', () => {
    expect(['encoder', 'replaygain_x', 'musicbrainz_x', 'acoustid_x', 'musicip_x', 'xsort'].every(isForPrograms)).toBe(
      true,
    );
    expect(['artist', 'mood', 'my own field', 'sorted', 'my musicbrainz_x'].some(isForPrograms)).toBe(false);
  });

  it('knows that a title may contain a semicolon and a genre list is separated by it', () => {
    expect(holdsOneValue('title')).toBe(true);
    expect(holdsOneValue('genre')).toBe(false);
    expect(holdsOneValue('my own field')).toBe(false);
  });

  it('knows which fields run over several lines', () => {
    expect(holdsLongText('comment')).toBe(true);
    expect(holdsLongText('title')).toBe(false);
    expect(holdsLongText('my own field')).toBe(false);
  });

  it('knows of which fields the service has values', () => {
    expect(hasCountedValues('genre')).toBe(true);
    expect(hasCountedValues('comment')).toBe(false);
    expect(hasCountedValues('my own field')).toBe(false);
  });

  it('says which fields stand there without a value', () => {
    expect(alwaysShown()).toEqual(['title', 'artist', 'album', 'albumartist', 'genre', 'date', 'tracknumber']);
  });

  it('suggests what a person may add: no picture, nothing for programs, nothing that is measured', () => {
    expect(suggestedFields()).toEqual([...alwaysShown(), 'comment', 'media', 'work']);
  });

  it('understands labels, names and aliases as they are typed, and takes a name before a label', () => {
    expect(typedField(' album ARTIST ')).toBe('albumartist');
    expect(typedField('Comments')).toBe('comment');
    expect(typedField('work')).toBe('work');
    expect(typedField('My own Field')).toBe('my own field');
    expect(typedField('constructor')).toBe('constructor');
    expect(typedField('  ')).toBe('');
  });
});
