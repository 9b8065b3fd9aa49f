import { describe, expect, it } from 'vitest';
import { inTurn } from './in-turn.ts';

/** Sends that stay open until the test answers them by their address. */
function openSends() {
  const sent: string[] = [];
  const answers = new Map<string, PromiseWithResolvers<Response>>();
  const send = inTurn((address, options) => {
    const answer = Promise.withResolvers<Response>();
    options?.signal?.addEventListener('abort', () => answer.reject(new Error('aborted')));
    sent.push(String(address));
    answers.set(String(address), answer);
    return answer.promise;
  });
  return { send, sent, answerOf: (address: string) => answers.get(address)! };
}

/** Lets what has been answered go on. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('requests that go one after another', () => {
  it('sends each when the one before it is answered, in the order of asking', async () => {
    const { send, sent, answerOf } = openSends();
    const first = send('/1');
    void send('/2');
    void send('/3');
    await settled();
    expect(sent).toEqual(['/1']);
    const response = new Response('one');
    answerOf('/1').resolve(response);
    expect(await first).toBe(response);
    await settled();
    expect(sent).toEqual(['/1', '/2']);
  });

  it('goes on after one that failed', async () => {
    const { send, sent, answerOf } = openSends();
    const first = send('/1');
    void send('/2');
    await settled();
    answerOf('/1').reject(new Error('no connection'));
    await expect(first).rejects.toThrow('no connection');
    await settled();
    expect(sent).toEqual(['/1', '/2']);
  });

  it('ends the one that is aborted under way and never sends one that was aborted before its turn', async () => {
    const { send, sent } = openSends();
    const abort = new AbortController();
    const first = send('/1', { signal: abort.signal });
    const second = send('/2', { signal: abort.signal });
    void send('/3');
    await settled();
    abort.abort();
    await expect(first).rejects.toThrow('aborted');
    await expect(second).rejects.toThrow('aborted');
    await settled();
    expect(sent).toEqual(['/1', '/3']);
  });
});
