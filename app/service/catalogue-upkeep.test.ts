import { beforeEach, describe, expect, it } from 'vitest';
import { CatalogueUpkeep } from './catalogue-upkeep.ts';

let passes: PromiseWithResolvers<void>[];
let behind: PromiseWithResolvers<void>[];
let isScanning: boolean;
let problems: string[];
let upkeep: CatalogueUpkeep;
beforeEach(() => {
  [passes, behind, problems, isScanning] = [[], [], [], false];
  const started = (list: PromiseWithResolvers<void>[]): Promise<void> => {
    const pass = Promise.withResolvers<void>();
    list.push(pass);
    return pass.promise;
  };
  upkeep = new CatalogueUpkeep(
    { settleCatalogue: () => started(passes), settleCatalogueBehind: () => started(behind) },
    () => isScanning,
    (error) => problems.push(error.message),
  );
});

describe('the upkeep of albums', () => {
  it('begins with changes of tracks, but not during a scan', async () => {
    isScanning = true;
    upkeep.wake();
    expect(behind).toHaveLength(0);
    isScanning = false;
    upkeep.wake();
    expect([behind.length, passes.length]).toEqual([1, 0]);
    behind[0]!.reject(new Error('the disk is full'));
    await behind[0]!.promise.catch(() => {});
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
