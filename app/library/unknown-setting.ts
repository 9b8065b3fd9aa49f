/** The message for a setting that there is not. */
import { nearest } from './query/nearest.ts';

/** @param names those that there are */
export function unknownSetting(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return `there is no setting "${name}"; ${near === null ? '' : `did you mean ${near}? `}descant config lists them`;
}
