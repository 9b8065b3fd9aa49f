/**
 * Requests that are sent one after another, for reads that take the service longer than a list of rows.
 *
 * One thread of the service answers them, so that sending several at once makes none of them faster. It would take the
 * few connections that a browser opens to one origin, and rows would wait for what has been asked for beside them. A
 * request that nobody waits for any more when its turn comes is never sent.
 */
type Send = (address: RequestInfo | URL, options?: RequestInit) => Promise<Response>;

/** @returns `send`, which begins when all calls before it have been answered, have failed or have been aborted */
export function inTurn(send: Send): Send {
  let last: Promise<unknown> = Promise.resolve();
  return (address, options) => {
    const answer = last.then(() => {
      options?.signal?.throwIfAborted();
      return send(address, options);
    });
    last = answer.catch(() => undefined);
    return answer;
  };
}
