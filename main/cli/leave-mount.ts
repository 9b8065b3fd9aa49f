/** Unmounts the library for a command. */
import type { MountState } from '../../app/model/mount.ts';
import type { Api } from './connect.ts';
import { describeError } from './output.ts';

/**
 * @param force also while programs use the mount
 * @throws Error `BUSY` with the names of the programs
 */
export async function leaveMount(api: Api, force: boolean): Promise<MountState> {
  // A command that was called inside the mount would itself keep it busy.
  process.chdir('/');
  return api.mount.stop.mutate({ force }).catch(throwWithForce);
}

/**
 * Takes away the mount that a killed service has left.
 * @param force also while programs use the mount
 * @throws Error `BUSY` with the names of the programs
 */
export async function leaveLeftMount(directory: string, force: boolean): Promise<MountState> {
  process.chdir('/');
  const { unmountLeftBehind } = await import('../../fuse/mount/mount-point.ts');
  await unmountLeftBehind(directory, force).catch((error: Error) =>
    throwWithForce(Object.assign(error, { path: directory })),
  );
  return { state: 'unmounted', directory: null, template: null, backend: null, message: null };
}

/** Adds to an error about programs that use the mount what --force would do. @throws that error, or any other as it is */
export function throwWithForce(error: unknown): never {
  const described = describeError(error);
  if (described.code !== 'BUSY') throw error;
  throw Object.assign(
    new Error(`${described.message} With --force their open files end with errors.`),
    described.path === undefined ? { code: 'BUSY' } : { code: 'BUSY', path: described.path },
  );
}
