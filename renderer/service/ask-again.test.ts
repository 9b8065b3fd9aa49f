import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { askAgain } from './ask-again.ts';

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
afterEach(() => queries.clear());

/** Shows a query whose answers are given by the test, in the order in which they were asked for. */
function show() {
  const asked: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(queries, {
    queryKey: ['list'],
    queryFn: () => new Promise<string>((resolve) => asked.push(resolve)),
  });
  const hide = observer.subscribe(() => {});
  return { asked, hide, shown: () => observer.getCurrentResult().data };
}

it('asks once more for a first answer that was on its way, however many events have come', async () => {
  const { asked, hide, shown } = show();
  askAgain(queries, { queryKey: ['list'] });
  askAgain(queries, { queryKey: ['list'] });
  expect(asked).toHaveLength(1);
  asked[0]!('before the event');
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(shown()).toBe('before the event');
  asked[1]!('after it');
  await vi.waitFor(() => expect(shown()).toBe('after it'));
  expect(asked).toHaveLength(2);
  hide();
});

it('asks at once for what has been answered', async () => {
  const { asked, hide, shown } = show();
  asked[0]!('before');
  await vi.waitFor(() => expect(shown()).toBe('before'));
  askAgain(queries, { queryKey: ['list'] });
  expect(asked).toHaveLength(2);
  hide();
});
