/**
 * Requests of the page to its service. A service that was started anew does not know the cookie of a page that is
 * still open: it answers 401, which is neither silence nor a refusal of what was asked for.
 */

/** The service answers, but no longer to this page. */
export class NoAccessError extends Error {}

/** `fetch` with relative addresses. @throws NoAccessError where the service does not know this page */
export async function fetchAsPage(address: RequestInfo | URL | string, options?: RequestInit): Promise<Response> {
  const answer = await fetch(address, options);
  if (answer.status === 401) throw new NoAccessError();
  return answer;
}

/** Whether the service answers, but no longer to this page: an event stream does not tell why it ended. */
export async function isShutOut(): Promise<boolean> {
  try {
    await fetchAsPage('/', { method: 'HEAD', cache: 'no-store' });
    return false;
  } catch (error) {
    return error instanceof NoAccessError;
  }
}
