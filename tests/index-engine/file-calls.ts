/**
 * Records which files code under test opens, syncs, renames, removes and closes, in order. A sync that is left out
 * changes no result of a test, only what a power cut leaves; a descriptor that stays open changes none either.
 * All calls are carried out.
 */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { devNull } from 'node:os';
import { basename } from 'node:path';
import { onTestFinished } from 'vitest';

type Method = (this: unknown, ...parameters: unknown[]) => unknown;
type Methods = Record<string, Method>;

/** What a call is recorded as, by the names of `node:fs` and of its file handles. */
const BLOCKING = {
  fsyncSync: 'sync',
  fdatasyncSync: 'datasync',
  renameSync: 'rename',
  linkSync: 'link',
  rmSync: 'remove',
  closeSync: 'close',
};
const PROMISED = { rename: 'rename', rm: 'remove' };
const OF_HANDLES = { sync: 'sync', datasync: 'datasync', truncate: 'truncate' };

/**
 * The calls from now to the end of the test, each as a word and the name of the file, as in "rename manifest.tmp". The
 * list grows while it is used.
 */
export async function recordFileCalls(): Promise<string[]> {
  const calls: string[] = [];
  const names = new Map<unknown, string>();
  const nameOf = (file: unknown): string => (typeof file === 'string' ? basename(file) : (names.get(file) ?? '?'));
  const opened = (path: unknown, file: unknown): void => {
    names.set(file, basename(String(path)));
    calls.push(`open ${basename(String(path))}`);
  };

  const blocking = fs as unknown as Methods;
  const promised = fs.promises as unknown as Methods;
  const handle = await fs.promises.open(devNull);
  const ofHandles = Object.getPrototypeOf(handle) as Methods;
  await handle.close();

  observe(blocking, 'openSync', (_self, [path], descriptor) => opened(path, descriptor));
  observe(promised, 'open', (_self, [path], file) => {
    void (file as Promise<Methods>).then(
      (found) => {
        opened(path, found);
        // Each handle has a method of its own for this.
        observe(found, 'close', () => calls.push(`close ${nameOf(found)}`));
      },
      () => undefined,
    );
  });
  for (const [name, word] of Object.entries(BLOCKING)) {
    observe(blocking, name, (_self, [file]) => calls.push(`${word} ${nameOf(file)}`));
  }
  for (const [name, word] of Object.entries(PROMISED)) {
    observe(promised, name, (_self, [file]) => calls.push(`${word} ${nameOf(file)}`));
  }
  for (const [name, word] of Object.entries(OF_HANDLES)) {
    observe(ofHandles, name, (self) => calls.push(`${word} ${nameOf(self)}`));
  }
  syncBuiltinESMExports();
  return calls;
}

/** Tells `note` each call of a method that does not throw, until the end of the test. */
function observe(
  methods: Methods,
  name: string,
  note: (self: unknown, parameters: readonly unknown[], result: unknown) => void,
): void {
  const original = methods[name]!;
  methods[name] = function observed(...parameters) {
    const result = original.apply(this, parameters);
    note(this, parameters, result);
    return result;
  };
  onTestFinished(() => {
    methods[name] = original;
    syncBuiltinESMExports();
  });
}
