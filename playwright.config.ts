/**
 * End-to-end tests: real Chromium against the real service with real audio.
 *
 * The browser is the system's own (Debian's `chromium`); Playwright downloads nothing. Every
 * test run works on a library of its own in a temporary folder (`tests/e2e`). Nothing is tried
 * twice: a test that fails once has failed.
 */
import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const chromium = process.env['DESCANT_CHROMIUM'] ?? CHROMIUM.find((path) => existsSync(path));

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  // How long a page may take on a machine that has other work: whatever is expected ends the wait.
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    // A trace takes a sixth of the run; `npx playwright test --trace retain-on-failure FILE` keeps one.
    trace: 'off',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        ...QUIET,
        '--autoplay-policy=no-user-gesture-required',
        // Chromium's own sandbox refuses to start for root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
});
