/** What clients and settings say of declared fields, checked by zod: see `declared-fields.ts`. */
import { z } from '../model/schema.ts';
import { fieldOfTable } from '../../fuse/fields/find-field.ts';
import { DECLARED_TYPES } from '../model/fields.ts';
import { DECLARED_NAME, DECLARED_TAG, storedName } from './declared-fields.ts';

export const declaredFieldShape = z.strictObject({
  name: z
    .string()
    .regex(DECLARED_NAME, 'a field has a name of small letters, digits and _, which begins with a letter'),
  type: z.enum(DECLARED_TYPES),
  title: z.string().trim().min(1).max(60).optional(),
  tag: z.string().regex(DECLARED_TAG, 'a tag has a name of letters, digits, spaces and _ . - only').optional(),
});

export const declaredFieldSchema = declaredFieldShape.refine(
  (field) => [field.name, storedName(field)].every((name) => !fieldOfTable(name)),
  'the name is that of a field that Descant has',
);

export const declaredFieldsSchema = z.array(declaredFieldSchema).max(200);
