/** The fields: clients show, edit and query fields as this list says. */
import { z } from '../../model/schema.ts';
import { allFields, declaredField } from '../../../fuse/fields/declared-fields.ts';
import type { Field } from '../../../fuse/fields/field-table.ts';
import { namesInFormats } from '../../../fuse/formats/tag-mapping.ts';
import { isCounted } from '../../library/catalogue/counted-fields.ts';
import { declaredFieldShape } from '../../library/declared-field-schema.ts';
import type { ListedField } from '../../model/fields.ts';
import { localUser } from '../../service/service.ts';
import { procedure, router } from '../procedure.ts';

const NO_TAGS = { vorbis: [], id3: [], mp4: [], ape: [], riff: [] };

export const fieldRoutes = router({
  /** In the order in which they are shown: those of the table, and behind them those that the library declares. */
  list: procedure.query((): readonly ListedField[] => allFields().map(listed)),
  /** Declares a field; nothing is written to any track. */
  add: procedure
    .input(declaredFieldShape)
    .mutation(({ ctx, input }) => ctx.service.write.declareField({ field: input, author: localUser() })),
  /** Takes a declaration back. The values stay, as texts, or are removed from the tracks with it. */
  remove: procedure
    .input(z.object({ name: z.string().max(200), clear: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => ctx.service.write.removeField({ ...input, author: localUser() })),
});

function listed(field: Field): ListedField {
  const hasTag = !field.readOnly && field.type !== 'picture' && field.type !== 'moment';
  return {
    ...field,
    declared: declaredField(field.name) !== undefined,
    counted: isCounted(field.name),
    tags: hasTag ? namesInFormats(field.name) : NO_TAGS,
  };
}
