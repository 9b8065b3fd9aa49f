import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { MOUNT_NODE_OPTIONS, startMountProcess, type MountProcess } from './mount-process.ts';
import type { FromMount } from './mount-protocol.ts';

/** Starts this program as the process of a mount. */
function start(program: string): { process: MountProcess; received: FromMount[]; next: () => Promise<void> } {
  const path = join(temporaryFolder(), 'mount.mjs');
  writeFileSync(path, program);
  const received: FromMount[] = [];
  let arrived = (): void => {};
  const process = startMountProcess(pathToFileURL(path), (message) => {
    received.push(message);
    arrived();
  });
  return { process, received, next: () => new Promise((resolve) => (arrived = resolve)) };
}

describe('the process of a mount', () => {
  it('gets messages, and its own are received', async () => {
    const { process, received, next } = start(`
      process.on('message', ({ type }) => {
        process.send({ type: 'failed', code: type, message: process.execArgv.join(' ') });
      });`);
    const answered = next();
    process.send({ type: 'unmount' });
    await answered;
    expect(received).toEqual([{ type: 'failed', code: 'unmount', message: MOUNT_NODE_OPTIONS.join(' ') }]);
    expect(process.connected).toBe(true);
    process.disconnect();
    expect(process.connected).toBe(false);
    expect(await process.end).toEqual({ code: 0, how: 'code 0' });
  });

  it('is not heard where its message is none, and that is a warning', async () => {
    const warned = once(globalThis.process, 'warning');
    const { process, received } = start(`process.send({ type: 'dance' }, () => process.exit(3));`);
    const [warning] = (await warned) as [Error];
    expect(warning.message).toBe("the mount sent a message that is not understood: { type: 'dance' }");
    expect(await process.end).toEqual({ code: 3, how: 'code 3' });
    expect(received).toEqual([]);
  });

  it('that is just ending loses what is sent to it, without an error', async () => {
    const { process } = start('process.exit(0);');
    process.send({ type: 'unmount' });
    expect(await process.end).toMatchObject({ code: 0 });
  });
});
