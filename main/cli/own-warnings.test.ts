import { afterEach, expect, it, vi } from 'vitest';
import { printOwnWarnings } from './own-warnings.ts';

let putBack = (): void => {};
afterEach(() => {
  putBack();
  vi.restoreAllMocks();
});

const written = (): { readonly text: () => string } => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return { text: () => write.mock.calls.map(([text]) => String(text)).join('') };
};
/** Resolves when the listeners of the warning have run. */
const warned = async (warn: () => void): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('warning', () => resolve());
  warn();
  await promise;
};

it.each([
  [false, 'descant: the disk␊ is full\n'],
  [true, '{"warning":{"message":"the disk\\n is full"}}\n'],
])('a warning of the service is a line like an error (--json: %s)', async (json, line) => {
  const { text } = written();
  putBack = printOwnWarnings(json);
  await warned(() => process.emitWarning('the disk\n is full'));
  expect(text()).toBe(line);
});

it('other warnings are left to who had them, who has all again afterwards', async () => {
  const heard: string[] = [];
  const listener = ({ message }: Error): void => void heard.push(message);
  process.on('warning', listener);
  const before = process.listeners('warning');
  putBack = printOwnWarnings(false);
  await warned(() => process.emitWarning('old', 'DeprecationWarning'));
  expect(heard).toEqual(['old']);
  putBack();
  expect(process.listeners('warning')).toEqual(before);
  process.removeListener('warning', listener);
  putBack = () => {};
});
