/** How the query that is being typed may go on: a name of a field, or a value that the library has. */
import { useTypedValues } from '../service/use-value-suggestions.ts';
import { queryNames, typedField } from '../words/field-names.ts';
import { nameCompletion, typedValueOf, valueCompletion, type Completion } from '../words/query-completion.ts';

export function useQueryCompletion(query: string): Completion | null {
  const term = typedValueOf(query);
  const values = useTypedValues(typedField(term?.field ?? ''), term?.typed ?? '');
  return valueCompletion(query, values) ?? nameCompletion(query, queryNames());
}
