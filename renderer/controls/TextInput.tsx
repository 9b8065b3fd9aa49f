/** Fields for text: one look in three heights. What stands around them is up to `TextField`, `ComboBox` and callers. */
import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from 'react';
import styles from './TextInput.module.css';

/** `inline` takes the place of a text in a line, `normal` goes with buttons, `large` begins a page. */
type Size = 'inline' | 'normal' | 'large';

type TextInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'size' | 'type'> & {
  readonly size?: Size;
  /** A day is written as `2026-05-01`, whatever the field shows. */
  readonly type?: 'text' | 'date';
  /** Whether the text is written in a language for programs. */
  readonly code?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
};

export function TextInput({ size = 'normal', code = false, className, ...rest }: TextInputProps) {
  return <input type="text" className={classes(size, code, className)} {...rest} />;
}

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly ref?: Ref<HTMLTextAreaElement> };

/** The same over several lines, in place of a text. */
export function TextArea({ className, ...rest }: TextAreaProps) {
  return <textarea className={classes('inline', false, className)} {...rest} />;
}

function classes(size: Size, code: boolean, more: string | undefined): string {
  return [styles.input, styles[size], code ? styles.code : undefined, more].filter(Boolean).join(' ');
}
