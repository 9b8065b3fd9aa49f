/**
 * A copy of the tree with Stryker beside it, in a folder of its own:
 *
 *     FOLDER/node_modules        Stryker, and the Vitest of the project's version
 *     FOLDER/tree                the working tree: all files that git knows or would add
 *     FOLDER/tree/node_modules   links to the project's packages, without Vitest
 *
 * Stryker is no development dependency of the project because it would make every installation larger for a report that
 * few run. Its runner and the tests must load the same Vitest, so the tree finds that of FOLDER.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const STRYKER = { '@stryker-mutator/core': '10.1.1', '@stryker-mutator/vitest-runner': '10.1.1' } as const;

/** Packages that the tree must take from FOLDER. */
const SHARED = new Set(['vitest', '@vitest']);

export type Workspace = {
  /** The copy of the tree. */
  readonly tree: string;
  /** Its files, relative to it. */
  readonly files: readonly string[];
  /** The folder of Stryker's packages. */
  readonly packages: string;
};

/** Copies the tree at `root` into `folder`, anew, and installs Stryker there unless it is there already. */
export async function createWorkspace(root: string, folder: string): Promise<Workspace> {
  const tree = join(folder, 'tree');
  await rm(tree, { recursive: true, force: true });
  const files = await copyTree(root, tree);
  await linkPackages(join(root, 'node_modules'), join(tree, 'node_modules'));
  await installStryker(root, folder);
  return { tree, files, packages: join(folder, 'node_modules') };
}

async function copyTree(root: string, tree: string): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 64 << 20,
  });
  // Files that are deleted, but not in git yet, are listed too.
  const files = stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  for (const file of files) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await cp(join(root, file), join(tree, file), { verbatimSymlinks: true });
  }
  return files;
}

async function linkPackages(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (!SHARED.has(name) && !name.startsWith('.')) await symlink(join(from, name), join(to, name));
  }
}

async function installStryker(root: string, folder: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/vitest/package.json'), 'utf8')) as {
    version: string;
  };
  const manifest = JSON.stringify({ private: true, dependencies: { ...STRYKER, vitest: version } }, null, 2);
  const path = join(folder, 'package.json');
  const installed = await readFile(path, 'utf8').catch(() => null);
  if (installed === manifest && existsSync(join(folder, 'node_modules/@stryker-mutator/core'))) return;
  await writeFile(path, manifest);
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: folder });
}
