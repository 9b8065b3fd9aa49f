/** Looks a field up among tags. A custom field may be called `constructor`, so inherited properties do not count. */
import type { Tags } from '../layout.ts';

/** The values of `field`, `undefined` where the tags do not have it. */
export function tagValues(tags: Tags, field: string): readonly string[] | undefined {
  return Object.hasOwn(tags, field) ? tags[field] : undefined;
}
