/** What the sources could not answer during a run: told with the result, and never the end of the run. */
import type { IdentificationSource, SourceProblem } from '../model/identification.ts';
import { WebError } from './web/web-error.ts';

/** A source that has failed so often one after the other is not asked again by the run. */
const MOST_FAILURES = 3;
/** With these no further question can have an answer. */
const HOPELESS: ReadonlySet<string> = new Set(['NO_KEY', 'NO_CONTACT', 'REFUSED']);

export class SourceProblems {
  readonly #found: SourceProblem[] = [];
  readonly #failures = new Map<IdentificationSource, number>();

  get list(): readonly SourceProblem[] {
    return this.#found;
  }

  /** Whether the source may be asked. */
  isUsable(source: IdentificationSource): boolean {
    return (this.#failures.get(source) ?? 0) < MOST_FAILURES;
  }

  /**
   * What the source answers; `otherwise` where it fails, or is not asked any more.
   * @throws what is no failure of a source: the run was cancelled
   */
  async attempt<Answer>(source: IdentificationSource, ask: () => Promise<Answer>, otherwise: Answer): Promise<Answer> {
    if (!this.isUsable(source)) return otherwise;
    try {
      const answer = await ask();
      this.#failures.set(source, 0);
      return answer;
    } catch (error) {
      if (!(error instanceof WebError)) throw error;
      this.#note(source, error);
      return otherwise;
    }
  }

  #note(source: IdentificationSource, { code, message }: WebError): void {
    const failures = HOPELESS.has(code) ? MOST_FAILURES : (this.#failures.get(source) ?? 0) + 1;
    this.#failures.set(source, failures);
    const at = this.#found.findIndex((one) => one.source === source && one.code === code && one.message === message);
    if (at < 0) this.#found.push({ source, code, message, count: 1 });
    else this.#found[at] = { ...this.#found[at]!, count: this.#found[at]!.count + 1 };
  }
}
