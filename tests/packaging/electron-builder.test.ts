/** The packaging configuration, held against the builder's schema and against what the shell expects. */
import { DebugLogger } from 'builder-util';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { FORMAT_EXTENSIONS } from '../../fuse/formats/formats.ts';
import { LINK_SCHEME } from '../../main/electron/opened.ts';
import { places } from '../../main/electron/places.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Configuration = Awaited<ReturnType<typeof getConfig>>;
type Platform = 'linux' | 'mac' | 'win';

interface Copy {
  readonly from: string;
  readonly to: string;
}

let config: Configuration;
beforeAll(async () => {
  config = await getConfig(root, 'electron-builder.yml', null);
});

const copies = (list: unknown): readonly Copy[] => (Array.isArray(list) ? (list as Copy[]) : []);

describe('electron-builder.yml', () => {
  it('is valid by the builder’s own schema', async () => {
    await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
  });

  it('would be refused with a word the schema does not know', async () => {
    const wrong = { ...config, asarUnpak: ['app/**'] } as unknown as Configuration;
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow('asarUnpak');
  });

  it('closes every fuse that would run foreign code in Electron', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });

  it.each([
    ['linux', 'linux'],
    ['mac', 'darwin'],
    ['win', 'win32'],
  ] as const)('ships the Node binary for %s where the shell looks for it', (name: Platform, platform) => {
    const shell = places({ packaged: true, appPath: '/resources/app.asar', resourcesPath: '/resources', platform });
    const targets = copies(config[name]?.extraResources).map((copy) => copy.to);
    expect(targets).toContain(relative('/resources', shell.node));
  });

  it('unpacks the service and everything it imports, for plain Node to read', () => {
    for (const part of ['app/**', 'fuse/**', 'index-engine/**', 'main/**', 'node_modules/**', 'dist/renderer/**']) {
      expect(config.asarUnpack).toContain(part);
    }
    const targets = copies(config.extraResources).map((copy) => copy.to);
    // Without it Node would not know that the service's files are modules.
    expect(targets).toContain('app.asar.unpacked/package.json');
  });

  it('answers links of the scheme that the shell registers for', () => {
    expect(config.protocols).toEqual([{ name: 'Descant', schemes: [LINK_SCHEME] }]);
  });

  it('opens every kind of file that Descant writes, and plays none of them by itself', () => {
    for (const name of ['mac', 'win'] as const) {
      const associations = config[name]?.fileAssociations;
      expect(associations).toMatchObject([{ role: 'Viewer', rank: 'Alternate' }]);
      const [{ ext } = { ext: [] }] = Array.isArray(associations) ? associations : [];
      expect(ext).toEqual(FORMAT_EXTENSIONS);
    }
    // On Linux they would declare types anew that desktops know.
    expect(config.fileAssociations ?? config.linux?.fileAssociations).toBeUndefined();
    expect(config.linux?.mimeTypes).toEqual(expect.arrayContaining(['audio/flac', 'audio/mpeg', 'inode/directory']));
  });

  it('names only icons and resources that are there', () => {
    expect(existsSync(`${root}/${String(config.icon)}`)).toBe(true);
    for (const { from } of copies(config.extraResources)) expect(existsSync(`${root}/${from}`), from).toBe(true);
  });
});
