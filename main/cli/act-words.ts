/** Reads the words behind `descant act`: names of actions, `param=value`, and terms of a query. */
import type { ActionStep } from '../../app/model/actions.ts';
import { UsageError } from './command-line.ts';

/** Names of parameters are lower case; `artist:=x` and `=x` are terms of a query. */
const PARAMETER = /^([a-z][a-z-]*)=(.*)$/su;

export type Parameters = Record<string, string | string[]>;

/** @returns the parameters, and what is none of them. A repeated parameter has several values. */
export function readParameters(words: readonly string[]): { parameters: Parameters; rest: string[] } {
  const parameters = new Map<string, string | string[]>();
  const rest: string[] = [];
  for (const word of words) {
    const [, name, value] = PARAMETER.exec(word) ?? [];
    if (name === undefined || value === undefined) {
      rest.push(word);
      continue;
    }
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : [...[before].flat(), value]);
  }
  return { parameters: Object.fromEntries(parameters), rest };
}

/** `action param=value… [then action …]`. @throws UsageError */
export function readSteps(words: readonly string[]): ActionStep[] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === 'then') parts.push([]);
    else parts.at(-1)!.push(word);
  }
  return parts.map((part) => {
    const { parameters, rest } = readParameters(part);
    const [action, ...more] = rest;
    if (action === undefined) throw new UsageError('name an action, also behind "then"; descant act lists them');
    if (more.length > 0) {
      throw new UsageError(
        `${action} takes parameters such as field=title, not "${more.join(' ')}"; put "then" between actions`,
      );
    }
    return { action, parameters };
  });
}
