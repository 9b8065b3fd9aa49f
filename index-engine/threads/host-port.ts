/**
 * A worker thread's end of the connection to the program that started it: `parentPort`, as far as hosts use it.
 */

export interface HostPort<Request, Reply> {
  /** Calls `listener` with each request, in the order in which they were sent. */
  on(event: 'message', listener: (request: Request) => void): unknown;
  /** Sends a reply; buffers in `transfer` are moved, not copied. */
  postMessage(reply: Reply, transfer?: readonly ArrayBuffer[]): void;
}
