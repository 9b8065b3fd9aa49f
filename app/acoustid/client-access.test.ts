import { expect, it } from 'vitest';
import { clientOf, userOf, type AccessSettings } from './client-access.ts';
import { RequestValues } from './request-values.ts';

const ANY: AccessSettings = { 'serve.clients': [], 'serve.users': [], 'serve.rate': 0 };
const NAMED: AccessSettings = { ...ANY, 'serve.clients': ['program', 'other'], 'serve.users': ['me'] };
const values = (text: string): RequestValues => new RequestValues(new URLSearchParams(text));
const refusal = (code: number, status = 400) => expect.objectContaining({ code, status });

it('takes any key where settings name none', () => {
  expect(clientOf(values('client=x'), ANY)).toBe('x');
  expect(userOf(values('user=y'), ANY, false)).toBe('y');
});

it('takes the keys that settings name, and no others', () => {
  expect(clientOf(values('client=other'), NAMED)).toBe('other');
  expect(() => clientOf(values('client=othe'), NAMED)).toThrow(refusal(4));
  expect(userOf(values('user=me'), NAMED, false)).toBe('me');
  expect(() => userOf(values('user=you'), NAMED, false)).toThrow(refusal(6));
});

it('asks for keys in any case', () => {
  expect(() => clientOf(values('client='), ANY)).toThrow(refusal(2));
  expect(() => userOf(values(''), ANY, false)).toThrow(refusal(2));
});

it('lets web pages submit only with a key that a setting names', () => {
  expect(() => userOf(values('user=y'), ANY, true)).toThrow(refusal(12, 403));
  expect(userOf(values('user=me'), NAMED, true)).toBe('me');
});
