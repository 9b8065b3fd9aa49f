/** The process of the mount, as its controller sees it: a child process that speaks the protocol of the mount. */
import { fork } from 'node:child_process';
import { inspect } from 'node:util';
import { readFromMount, type FromMount, type ToMount } from './mount-protocol.ts';
import { endOf, type ProcessEnd } from './process-end.ts';

/**
 * Node options of the mount's process. It makes much garbage once, when it reads the library, and little later: by
 * default Node would keep tens of megabytes for the next time.
 */
export const MOUNT_NODE_OPTIONS = ['--max-semi-space-size=4'] as const;

/** How a message is written that is not understood. */
const SHORT = { breakLength: Infinity, maxArrayLength: 5, maxStringLength: 200 } as const;

export interface MountProcess {
  /** Resolves when the process has ended. */
  readonly end: Promise<ProcessEnd>;
  /** Whether messages can be sent. */
  readonly connected: boolean;
  /** Sends a message; one that is sent to a process that is just ending is lost. */
  send(message: ToMount): void;
  /** Closes the channel. */
  disconnect(): void;
}

/** @param receive called with each message of the process */
export type StartMountProcess = (receive: (message: FromMount) => void) => MountProcess;

export function startMountProcess(program: URL, receive: (message: FromMount) => void): MountProcess {
  const child = fork(program, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...MOUNT_NODE_OPTIONS],
  });
  child.on('message', (sent) => {
    const message = readFromMount(sent);
    if (message !== null) receive(message);
    else process.emitWarning(`the mount sent a message that is not understood: ${inspect(sent, SHORT)}`);
  });
  // A message to a process that is just ending is an error of the channel; `end` tells of the process.
  child.on('error', () => {});
  return {
    end: endOf(child),
    get connected() {
      return child.connected;
    },
    send: (message) => void child.send(message),
    disconnect: () => child.disconnect(),
  };
}
