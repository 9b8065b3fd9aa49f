/** A small table of fields for tests of the page, which in the app comes from the service. */
import type { FieldInfo } from '../../app/model/fields.ts';

function field(name: string, label: string, traits: Partial<FieldInfo> = {}): FieldInfo {
  return {
    name,
    label,
    aliases: [],
    type: 'text',
    many: false,
    long: false,
    always: false,
    forPrograms: false,
    readOnly: false,
    counted: true,
    ...traits,
  };
}

export const TESTING_FIELDS: readonly FieldInfo[] = [
  field('title', 'Title', { always: true }),
  field('artist', 'Artist', { many: true, always: true }),
  field('album', 'Album', { always: true }),
  field('albumartist', 'Album artist', { many: true, always: true }),
  field('genre', 'Genre', { many: true, always: true }),
  field('date', 'Date', { type: 'date', always: true }),
  field('tracknumber', 'Track', { aliases: ['track'], type: 'number', always: true }),
  field('comment', 'Comment', { aliases: ['comments'], long: true, counted: false }),
  // Its label is the name of another field.
  field('media', 'Work'),
  field('work', 'Composition'),
  field('picture', 'Picture', { aliases: ['art'], type: 'picture' }),
  field('encoder', 'Encoder', { forPrograms: true }),
  field('length', 'Length', { type: 'duration', readOnly: true }),
];
