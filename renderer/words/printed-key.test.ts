import { expect, it } from 'vitest';
import { printedKey } from './printed-key.ts';

it('prints keys as they are labelled', () => {
  expect(printedKey('Ctrl+ArrowRight')).toBe('Ctrl + →');
  expect(printedKey('Ctrl+Shift+Z')).toBe('Ctrl + Shift + Z');
  expect(printedKey('PageDown')).toBe('Page Down');
  expect(printedKey('/')).toBe('/');
});
