/** A program that walks through a mount again and again, as indexers and file managers do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface MountWalker {
  /** Ends it; does nothing more when called again. @returns how many walks were complete */
  stop(): Promise<number>;
}

/** Once a second: lists all files of the mount, and reads the beginning of the first hundred. */
export function walkMount(directory: string): MountWalker {
  const read = 'head -n 100 | tr "\\n" "\\0" | xargs -0r head -c 65536 -q > /dev/null 2>&1';
  const loop = `while :; do { find "$1" -type f 2> /dev/null; } | { ${read}; cat > /dev/null; }; echo walked; sleep 1; done`;
  const child = spawn('sh', ['-c', loop, 'sh', directory], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let walks = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (walks += text.split('walked').length - 1));
  const ended = once(child, 'close');
  return {
    async stop() {
      // The group: a `find` that is under way keeps the mount busy.
      if (child.pid !== undefined && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
      return walks;
    },
  };
}
