import { describe, expect, it } from 'vitest';
import { checkedValues } from './check-values.ts';

const UUID = '8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11';

/** The error's message. */
function refusal(changes: Parameters<typeof checkedValues>[0]): string | null {
  try {
    checkedValues(changes);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ name: 'FieldValueError', code: 'INVALID_VALUE' });
    return (error as Error).message;
  }
}

describe('values that a person gives fields', () => {
  it('may be anything for texts and custom fields, and may be removed', () => {
    const changes = { title: ['abc'], constructor: ['x'], 'my own': [''], tracknumber: null, date: [], track: ['abc'] };
    expect(refusal(changes)).toBeNull();
  });

  it('have the form of their field', () => {
    expect(
      refusal({ tracknumber: ['A1'], date: ['2024-02'], bpm: ['120.5'], compilation: ['1'], acoustid_id: [UUID] }),
    ).toBeNull();
  });

  it('are refused with the field, its form and the value', () => {
    expect(refusal({ title: ['x'], totaltracks: ['12', 'A1'] })).toBe(
      'totaltracks takes a whole number from 0 to 99999, not "A1"',
    );
    expect(refusal({ date: ['not a "date"\n'] })).toBe(
      'date takes a date as YYYY, YYYY-MM or YYYY-MM-DD, not "not a \\"date\\"\\n"',
    );
  });

  it('are kept in the one spelling of the form', () => {
    const changes = {
      favourite: ['Yes'],
      rating: ['4,5'],
      added: ['2024-05-17T10:00:00Z'],
      title: ['Yes'],
      mood: null,
    };
    expect(checkedValues(changes)).toEqual({
      favourite: ['1'],
      rating: ['4.5'],
      added: ['2024-05-17T10:00:00.000Z'],
      title: ['Yes'],
      mood: null,
    });
    expect(checkedValues({ rating: [] })).toEqual({ rating: [] });
  });

  it('are shown in part where they are long', () => {
    expect(refusal({ bpm: ['x'.repeat(100)] })).toBe(`bpm takes a number above 0, not "${'x'.repeat(100)}"`);
    expect(refusal({ bpm: ['x'.repeat(101)] })).toBe(`bpm takes a number above 0, not "${'x'.repeat(100)}…"`);
  });
});
