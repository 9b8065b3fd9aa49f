/** What came of asking a service once, for a person who has set its address and keys. */

export const TESTED_SERVICES = ['musicbrainz', 'acoustid', 'cover-art', 'index'] as const;
export type TestedService = (typeof TESTED_SERVICES)[number];

/**
 * `reached`: it answers as such a service does. `refused`: it answers, and does not take the key, or the index is of
 * another library. `busy`: it asks to be left alone. `other-kind`: what answers is no such service. `not-set`: a key,
 * contact or address is missing, and nothing was asked.
 */
export type TestResult = 'reached' | 'refused' | 'busy' | 'timed-out' | 'unreachable' | 'other-kind' | 'not-set';

export interface ServiceTest {
  readonly service: TestedService;
  readonly result: TestResult;
  /** What it says, or what is wrong and what to do. */
  readonly message: string;
  readonly milliseconds: number;
}
