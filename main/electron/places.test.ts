import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { places } from './places.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('places', () => {
  it('are all there in a clone', () => {
    const found = places({ packaged: false, appPath: root, resourcesPath: '/nowhere', platform: process.platform });
    for (const path of Object.values(found)) expect(existsSync(path), path).toBe(true);
  });

  it('lie outside the archive in a package, where plain Node can read them', () => {
    const found = places({
      packaged: true,
      appPath: '/opt/Descant/resources/app.asar',
      resourcesPath: '/opt/Descant/resources',
      platform: 'linux',
    });
    expect(found).toEqual({
      node: '/opt/Descant/resources/node/node',
      service: '/opt/Descant/resources/app.asar.unpacked/main/service.ts',
      icons: '/opt/Descant/resources/icons',
    });
  });

  it('names the binary as Windows does there', () => {
    expect(places({ packaged: true, appPath: 'C:\\a', resourcesPath: 'C:\\r', platform: 'win32' }).node).toMatch(
      /node\.exe$/,
    );
  });
});
