import { expect, it, onTestFinished } from 'vitest';
import { ordinaryFileMode, usePrivateUmask } from './private-umask.ts';

it('replaces the umask until it is restored, and remembers the mode of ordinary files', () => {
  const before = process.umask(0o027);
  onTestFinished(() => void process.umask(before));
  const now = (): number => {
    const umask = process.umask(0);
    process.umask(umask);
    return umask;
  };
  expect([ordinaryFileMode(), now()]).toEqual([0o640, 0o027]);
  const restore = usePrivateUmask();
  expect([ordinaryFileMode(), now()]).toEqual([0o640, 0o077]);
  const restoreInner = usePrivateUmask();
  restoreInner();
  expect([ordinaryFileMode(), now()]).toEqual([0o640, 0o077]);
  restore();
  process.umask(0o022);
  expect([ordinaryFileMode(), now()]).toEqual([0o644, 0o022]);
});
