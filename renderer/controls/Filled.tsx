/** A text of the catalogue with elements in it: links, keys and code stand where the language has them. */
import { Fragment, type ReactNode } from 'react';
import { filledParts, type AnyText, type NamesIn } from '../words/text.ts';

interface FilledProps<Key extends AnyText> {
  readonly text: Key;
  readonly values: { readonly [Name in NamesIn<Key>]: Name extends 'count' ? number : ReactNode };
}

export function Filled<Key extends AnyText>({ text, values }: FilledProps<Key>) {
  const { count } = values as { readonly count?: number };
  const elements: Readonly<Record<string, ReactNode>> = values;
  return filledParts(text, count).map((part) => (
    <Fragment key={part.at}>{'name' in part ? elements[part.name] : part.text}</Fragment>
  ));
}
