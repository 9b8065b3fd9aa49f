/** The channel from the mount's process to the service that started it. */
import { readToMount, type FromMount, type ToMount } from '../../app/mount/mount-protocol.ts';

export interface ServiceLink {
  /** Whether the service is there. */
  readonly connected: boolean;
  /** Resolves when the message is on its way, at once when the service is gone. Rejects when it cannot be sent. */
  send(message: FromMount): Promise<void>;
}

/** The IPC channel of this process. */
export const parentLink: ServiceLink = {
  get connected() {
    return process.send !== undefined && process.connected;
  },
  send: (message) =>
    new Promise((resolve, reject) => {
      if (process.send === undefined || !process.connected) resolve();
      else process.send(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
    }),
};

/** @param disconnected called when the service is gone */
export function followParent(receive: (message: ToMount) => void, disconnected: () => void): void {
  process.on('message', (sent) => {
    const message = readToMount(sent);
    if (message === null) process.emitWarning('the service sent a message that is not understood');
    else receive(message);
  });
  process.on('disconnect', disconnected);
}
