/** A small library that a test file has for itself: scanned music, a service, and the page in the browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeSmallMusic } from './small-music.ts';

export interface OpenedLibrary {
  /** Temporary folder of the test, with `music` and `library` in it. */
  readonly folder: string;
  readonly service: LibraryService;
  /** Runs the CLI on the library. @returns what it printed */
  command(...words: readonly string[]): Promise<string>;
  /** Opens the page at an address: `/?q=folk`. */
  open(page: Page, address?: string): Promise<void>;
  /** Ends the service and removes the folder. */
  close(): Promise<void>;
}

/** @param makeMusic fills the folder with files; the small music of all tests by default */
export async function openLibrary(
  makeMusic: (folder: string) => void = (folder) => makeSmallMusic(folder),
): Promise<OpenedLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  makeMusic(join(folder, 'music'));
  const service = await startLibraryService(join(folder, 'library'));
  async function command(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await descant(service.library, ...words);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return stdout;
  }
  await command('scan', join(folder, 'music'), '--wait', 'tags');
  return {
    folder,
    service,
    command,
    async open(page, address = '/') {
      await page.goto(service.url);
      await page.goto(new URL(address, service.url).href);
      await expect(page.getByRole('grid', { name: 'Tracks' })).toBeVisible();
    },
    async close() {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The parts of the library page, as a person names them. */
export function partsOf(page: Page) {
  const grid = page.getByRole('grid', { name: 'Tracks' });
  const details = page.getByRole('complementary', { name: 'Details' });
  return {
    grid,
    details,
    row: (title: string): Locator => grid.getByRole('row', { name: title }),
    field: (name: string): Locator => details.getByRole('button', { name: `Edit ${name}:` }),
    search: page.getByRole('textbox', { name: 'Search the library' }),
    toast: page.getByRole('status'),
  };
}
