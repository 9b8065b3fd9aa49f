/** The table of fields: clients show, edit and query fields as it says. */
import { FIELDS } from '../../../fuse/fields/field-table.ts';
import type { FieldInfo } from '../../model/fields.ts';
import { procedure, router } from '../procedure.ts';

export const fieldRoutes = router({
  /** In the order in which they are shown. */
  list: procedure.query((): readonly FieldInfo[] => FIELDS),
});
