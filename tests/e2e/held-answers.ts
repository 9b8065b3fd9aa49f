/** Answers of the service that come late: a test holds them, does what a person does meanwhile, and lets them come. */
import type { Page } from '@playwright/test';

export interface HeldAnswers {
  /** How many calls have been held so far. */
  readonly calls: number;
  /** Lets those that are held go on, and all that follow. */
  release(): void;
}

/** @param procedure of the API, as `tracks.edit` */
export async function holdAnswers(page: Page, procedure: string): Promise<HeldAnswers> {
  const address = new RegExp(`/trpc/(?:[^?]*,)?${procedure.replace('.', '\\.')}(?:[,?]|$)`, 'u');
  const released = Promise.withResolvers<void>();
  let calls = 0;
  await page.route(address, async (route) => {
    calls += 1;
    await released.promise;
    await route.continue();
  });
  return {
    get calls() {
      return calls;
    },
    release: () => released.resolve(),
  };
}
