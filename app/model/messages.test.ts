import { expect, it } from 'vitest';
import { REFUSAL_MESSAGES } from './refusal-messages.ts';
import { inEnglish, MESSAGES, said, saidBy, type MessageCode } from './messages.ts';

it('fills what a sentence names, as it is', () => {
  expect(inEnglish(said('query-number', { text: '$& {{field}}', field: 'year' }))).toBe(
    '"$& {{field}}" is not a number that year: understands',
  );
  expect(inEnglish(said('query-quote'))).toBe('this quotation mark is never closed');
});

it('knows each sentence again where only its English was kept', () => {
  for (const [code, sentence] of Object.entries(MESSAGES)) {
    // Those stand in each other, and would fit any text.
    if (Object.hasOwn(REFUSAL_MESSAGES, code)) continue;
    const names = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [name!, `<${name}>`] as const);
    const sent = said(code as MessageCode, Object.fromEntries(names));
    expect(saidBy(inEnglish(sent)), code).toEqual(sent);
  }
  expect(saidBy('invalid fingerprint')).toBeNull();
  expect(saidBy('its tags are not shown: The file is empty.')).toEqual({
    code: 'file-tags-not-shown',
    values: { why: 'The file is empty.' },
    why: said('file-without-bytes'),
  });
});
