import { describe, expect, it } from 'vitest';
import { asSentence } from './sentence.ts';

describe('messages as sentences', () => {
  it('begin with a capital and end with a full stop', () => {
    expect(asSentence('there is nothing to undo')).toBe('There is nothing to undo.');
    expect(asSentence('éa')).toBe('Éa.');
  });

  it('keep an end that they have', () => {
    expect(asSentence('Is its disk plugged in?')).toBe('Is its disk plugged in?');
    expect(asSentence('year: does not understand "old"')).toBe('Year: does not understand "old"');
    expect(asSentence('it is shown (as it is.)')).toBe('It is shown (as it is.)');
  });

  it('end with a full stop after what stands in brackets', () => {
    expect(asSentence('scan the folder again (Activity)')).toBe('Scan the folder again (Activity).');
  });

  it('stay empty where there is nothing to say', () => {
    expect(asSentence('  ')).toBe('');
  });
});
