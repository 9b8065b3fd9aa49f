/** Copies of a track: the page lists them with its facts, goes to them, and notices when they come and go. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { makeSmallMusic } from './small-music.ts';

let library: OpenedLibrary;
const at = (name: string): string => join(library.folder, 'music', 'Siege', name);

test.beforeAll(async () => {
  library = await openLibrary((folder) => {
    makeSmallMusic(folder);
    copyFileSync(join(folder, 'Siege', '07.ogg'), join(folder, 'Siege', 'copy of 07.ogg'));
  });
});

test.afterAll(async () => {
  await library.close();
});

test('lists the copies of a track, goes to them, and forgets those that are gone', async ({ page }) => {
  await library.open(page);
  const { details, row } = partsOf(page);
  await row('Knolls').first().click();
  const copies = details.getByRole('term').filter({ hasText: 'Copies' }).locator('xpath=following-sibling::dd');
  const [shown, other] = (await copies.innerText()).includes('copy of 07')
    ? ['07.ogg', 'copy of 07.ogg']
    : ['copy of 07.ogg', '07.ogg'];
  await expect(copies.getByRole('link')).toHaveText([at(other)]);
  await copies.getByRole('link').click();
  await expect(copies.getByRole('link')).toHaveText([at(shown)]);
  await expect(details.getByRole('definition').filter({ hasText: at(other) })).toBeVisible();

  rmSync(at(shown));
  await library.command('scan', '--wait', 'tags');
  await expect(details.getByRole('term').filter({ hasText: 'Copies' })).toHaveCount(0);
  copyFileSync(at(other), at(shown));
  await library.command('scan', '--wait', 'tags');
  await expect(copies.getByRole('link')).toHaveText([at(shown)]);
});
