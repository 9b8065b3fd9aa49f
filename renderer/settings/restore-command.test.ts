import { expect, it } from 'vitest';
import { restoreCommand } from './restore-command.ts';

it('ends the service, then restores', () => {
  expect(restoreCommand('/home/x/lib', '/home/x/lib/backups/2026-03-01.db')).toBe(
    'descant stop --library /home/x/lib && descant restore /home/x/lib/backups/2026-03-01.db --library /home/x/lib',
  );
});

it.each([
  ["/it's here", `'/it'\\''s here'`],
  ['/$HOME `id` "x"', `'/$HOME \`id\` "x"'`],
  ['/über', `'/über'`],
  ["/';id;'", `'/'\\'';id;'\\'''`],
])('keeps %s one word of the shell', (path, word) => {
  expect(restoreCommand(path, '/b')).toBe(`descant stop --library ${word} && descant restore /b --library ${word}`);
});
