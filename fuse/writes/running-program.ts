/** Whether a program is still running. */

/** @param pid process or thread, as the kernel reports it; 0 when it cannot tell, which counts as not running */
export function isRunning(pid: number): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user's process the kernel only says that it exists.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
