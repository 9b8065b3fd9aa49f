import { describe, expect, it } from 'vitest';
import { problemField } from './view-problem.ts';

describe('the field that a refusal is about', () => {
  it('is told by the place inside the list of views', () => {
    expect(problemField('BAD_SETTING', '2.template')).toBe('template');
    expect(problemField('BAD_SETTING', '0.name')).toBe('name');
  });

  it('is told by what could not be read', () => {
    expect(problemField('BAD_TEMPLATE', '')).toBe('template');
    expect(problemField('BAD_QUERY', '')).toBe('query');
  });

  it('is none where the refusal is about something else', () => {
    expect(problemField('BAD_SETTING', '')).toBeNull();
    expect(problemField('INTERNAL', '/some/file.template')).toBeNull();
  });
});
