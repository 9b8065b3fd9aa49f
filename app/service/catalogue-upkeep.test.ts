import { beforeEach, describe, expect, it } from 'vitest';
import { CatalogueUpkeep } from './catalogue-upkeep.ts';

let passes: PromiseWithResolvers<void>[];
let isScanning: boolean;
let problems: string[];
let upkeep: CatalogueUpkeep;
beforeEach(() => {
  [passes, problems, isScanning] = [[], [], false];
  upkeep = new CatalogueUpkeep(
    () => {
      const pass = Promise.withResolvers<void>();
      passes.push(pass);
      return pass.promise;
    },
    () => isScanning,
    (error) => problems.push(error.message),
  );
});

describe('the upkeep of albums', () => {
  it('begins with changes of tracks, but not during a scan', async () => {
    isScanning = true;
    upkeep.wake();
    expect(passes).toHaveLength(0);
    isScanning = false;
    upkeep.wake();
    expect(passes).toHaveLength(1);
    passes[0]!.reject(new Error('the disk is full'));
    await passes[0]!.promise.catch(() => {});
    expect(problems).toEqual(['the disk is full']);
  });

  it('lets reads wait until albums are up to date', async () => {
    const read = upkeep.upToDate().then(() => 'read');
    passes[0]!.resolve();
    expect(await read).toBe('read');
    const failing = upkeep.upToDate();
    passes[1]!.reject(new Error('the disk is full'));
    await expect(failing).rejects.toThrow('the disk is full');
  });

  it('lets reads wait only a moment during a scan', async () => {
    isScanning = true;
    await upkeep.upToDate();
    expect(passes).toHaveLength(1);
    passes[0]!.resolve();
  });
});
