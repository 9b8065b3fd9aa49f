/**
 * One configuration for everything that Vite builds and Vitest runs.
 *
 * Three environments make the three bundles: the page (`client`), Electron's main process
 * (`main`, an ES module) and its preload (`preload`, CommonJS, because a sandboxed preload
 * cannot be a module). The service, the CLI and the workers need no bundle: Node runs their
 * TypeScript as it is.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Where the programs that tests start keep their compiled code, as they do where `npm start` starts them: a service then
 * starts in half the time.
 */
const COMPILED = { NODE_COMPILE_CACHE: here('node_modules/.cache/compiled') };

/**
 * Of the programs that tests start. Tests wait for what works in the background elsewhere: with a lower priority it would
 * get next to nothing of a small machine beside the browser tests.
 */
const ENVIRONMENT = { ...COMPILED, DESCANT_NICENESS: '0' };

/** Modules that exist only inside Electron: never bundled. */
const ELECTRON = ['electron'];

export default defineConfig({
  root: here('renderer'),
  base: '/',
  plugins: [react()],
  builder: {},
  build: { target: 'es2024', sourcemap: true },
  environments: {
    client: {
      build: {
        outDir: here('dist/renderer'),
        emptyOutDir: true,
        // Fonts and pictures stay files: the page's Content-Security-Policy allows no data: fonts.
        assetsInlineLimit: 0,
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ELECTRON },
      build: {
        ssr: true,
        outDir: here('dist/main'),
        emptyOutDir: false,
        copyPublicDir: false,
        minify: false,
        rolldownOptions: {
          input: here('main/electron.ts'),
          external: ELECTRON,
          output: { format: 'es', entryFileNames: 'electron.js', chunkFileNames: 'electron-[name].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ELECTRON },
      build: {
        ssr: true,
        outDir: here('dist/main'),
        emptyOutDir: false,
        copyPublicDir: false,
        minify: false,
        rolldownOptions: {
          input: here('main/preload.ts'),
          external: ELECTRON,
          output: { format: 'cjs', entryFileNames: 'preload.cjs' },
        },
      },
    },
  },
  test: {
    root: here('.'),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          root: here('.'),
          environment: 'node',
          env: ENVIRONMENT,
          include: ['{app,fuse,index-engine,main,renderer}/**/*.test.{ts,tsx}'],
          // Vitest leaves one core free otherwise, which is half of a small machine.
          maxWorkers: '100%',
          testTimeout: 30_000,
          // Fixtures are made in hooks, many of them by ffmpeg.
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          root: here('.'),
          environment: 'node',
          env: ENVIRONMENT,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/corpus/**'],
          // Real services, mounts and players: one file at a time on small machines.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
