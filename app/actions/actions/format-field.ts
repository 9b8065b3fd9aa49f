/** `template`: writes what a template makes of a track, with the fields and functions of the mount's templates. */
import { z } from '../../model/schema.ts';
import { compileTemplate } from '../../../fuse/template/compile.ts';
import { VALUE_SEPARATOR } from '../../../fuse/template/template-values.ts';
import { findField } from '../../../fuse/fields/find-field.ts';
import { defineAction, setting, UNCHANGED } from '../action.ts';
import { anyText, field, flag } from '../parameters.ts';

export const formatField = defineAction({
  name: 'template',
  summary: 'give a field the text that a template makes of other fields',
  parameters: z.strictObject({
    field: field.describe('the field that gets the text; one that takes several values is split at "; "'),
    template: anyText(1).describe('such as "$artist - $title", with the functions of docs/mount.md'),
    clear: flag.default(false).describe('remove the field where the template makes no text'),
  }),
  prepare: ({ field, template, clear }) => {
    const compiled = compileTemplate(template, { makes: 'text' });
    const isList = findField(field)?.many ?? false;
    return {
      change: (track) => {
        const text = compiled.render(track.entry).trim();
        if (text === '') return clear ? setting(field, null) : UNCHANGED;
        return setting(field, isList ? text.split(VALUE_SEPARATOR) : [text]);
      },
    };
  },
});
