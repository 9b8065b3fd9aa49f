import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkAllowOther } from './allow-other.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-fuse-conf-'));
});
afterAll(async () => rm(folder, { recursive: true }));

it('lets root open a mount to others, and other users only where the machine says so', async () => {
  const configuration = join(folder, 'fuse.conf');
  await expect(checkAllowOther(1000, configuration)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await writeFile(configuration, '# Allow non-root users …\n#user_allow_other\n');
  await expect(checkAllowOther(1000, configuration)).rejects.toThrow('user_allow_other');
  await checkAllowOther(0, configuration);
  await writeFile(configuration, 'mount_max = 10\n user_allow_other\n');
  await checkAllowOther(1000, configuration);
});
