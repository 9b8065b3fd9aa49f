/** `from-path`: reads tags from the names of files and folders. */
import { z } from '../../model/schema.ts';
import { defineAction, UNCHANGED, type Outcome } from '../action.ts';
import { anyText, flag } from '../parameters.ts';
import { compilePathPattern } from '../path-pattern.ts';

export const pathTags = defineAction({
  name: 'from-path',
  summary: 'read tags from the names of files and folders',
  parameters: z.strictObject({
    pattern: anyText(1)
      .default('$albumartist/$album/$track $title')
      .describe('what names consist of: fields, text, $_ for what is not needed, [ ] around what may be missing'),
    spaces: flag.default(false).describe('underscores in names stand for spaces'),
    empty: flag.default(false).describe('only fields without a value'),
  }),
  prepare: ({ pattern, spaces, empty }) => {
    const compiled = compilePathPattern(pattern);
    return {
      change: (track): Outcome => {
        const { folders, isIllegible } = track.facts;
        if (isIllegible) return { refused: 'the name of the file or of its folder is no legible text' };
        const names = [...folders, track.stem].map((name) => (spaces ? name.replaceAll('_', ' ') : name));
        const read = compiled.read(names);
        if ('refused' in read) return read;
        const changes = Object.entries(read.fields).filter(([field]) => !empty || track.values(field) === null);
        return changes.length === 0 ? UNCHANGED : { changes: Object.fromEntries(changes) };
      },
    };
  },
});
