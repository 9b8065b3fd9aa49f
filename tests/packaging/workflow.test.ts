/** The workflow of continuous integration, held against the package's scripts and the places of the shell. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { places } from '../../main/electron/places.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workflow = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('continuous integration', () => {
  it('tests, and makes packages on each of the three systems', () => {
    expect(workflow).toContain('- run: npm test\n');
    const systems = [...workflow.matchAll(/- os: (\w+)-latest/gu)].map(([, system]) => system);
    expect(systems).toEqual(['ubuntu', 'macos', 'windows']);
    for (const kind of ['AppImage', 'deb', 'dmg', 'exe']) expect(workflow).toContain(`build/*.${kind}\n`);
  });

  it('runs scripts that the package has', () => {
    const named = [...workflow.matchAll(/npm (?:run )?(test|build)\b/gu)].map(([, name]) => name!);
    expect(new Set(named)).toEqual(new Set(['test', 'build']));
    for (const name of named) expect(scripts).toHaveProperty(name);
  });

  it('tries the Node and the service where the shell finds them in a package', () => {
    for (const platform of ['linux', 'win32'] as const) {
      const { node, service } = places({ packaged: true, appPath: '', resourcesPath: '', platform });
      expect(workflow).toContain(`node: ${platform === 'win32' ? 'node.exe' : 'node'}\n`);
      expect(node).toMatch(/^node\/node(?:\.exe)?$/u);
      expect(workflow).toContain('/app.asar.unpacked/main/cli.ts');
      expect(service).toBe('app.asar.unpacked/main/service.ts');
    }
    expect(existsSync(join(root, 'main/cli.ts'))).toBe(true);
  });

  it('gives actions no more than reading', () => {
    expect(workflow).toMatch(/^permissions:\n {2}contents: read\n/mu);
    expect(workflow).not.toContain('secrets.');
  });
});
