import { describe, expect, it } from 'vitest';
import type { FieldValue, TrackDetail } from '../../app/model/tracks.ts';
import { learnFields } from '../words/field-names.ts';
import { TESTING_FIELDS } from '../words/testing-fields.ts';
import { fieldsInOrder, sharedFields } from './shared-fields.ts';

learnFields(TESTING_FIELDS);

const track = (fields: Record<string, readonly string[]>, edited: readonly string[] = []): TrackDetail =>
  ({
    fields: Object.entries(fields).map(([field, values]): FieldValue => ({
      field,
      values,
      original: values,
      edit: edited.includes(field) ? { author: 'user', at: 0, batch: 1 } : null,
    })),
  }) as unknown as TrackDetail;

describe('fields of several tracks', () => {
  const tracks = [
    track({ title: ['One'], artist: ['Ember'], genre: ['Folk', 'Live'] }),
    track({ title: ['Two'], artist: ['Ember'], genre: ['Folk'] }, ['genre']),
    track({ title: ['Two'], artist: ['Ember'] }),
  ];
  const byName = new Map(sharedFields(tracks).map((shared) => [shared.field, shared]));

  it('shows what all of them have', () => {
    expect(byName.get('artist')).toEqual({ field: 'artist', values: ['Ember'], differing: [], edited: 0 });
  });

  it('lists differing values, the most frequent first', () => {
    expect(byName.get('title')?.values).toBeNull();
    expect(byName.get('title')?.differing).toEqual([['Two'], ['One']]);
  });

  it('takes a field that some lack for differing, and counts its edits', () => {
    expect(byName.get('genre')?.values).toBeNull();
    expect(byName.get('genre')?.edited).toBe(1);
    expect(byName.get('genre')?.differing).toHaveLength(2);
  });

  it('includes the common fields that no track has', () => {
    expect(byName.get('album')).toEqual({ field: 'album', values: [], differing: [], edited: 0 });
    expect(fieldsInOrder([]).map((value) => value.field)).toEqual([
      'title',
      'artist',
      'album',
      'albumartist',
      'genre',
      'date',
      'tracknumber',
    ]);
  });
});
