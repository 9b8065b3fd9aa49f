/** Buttons: plain text, the one primary action of a page, and those that show an icon only. */
import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './Button.module.css';
import { Icon, type IconName } from './Icon.tsx';

type Common = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: 'plain' | 'primary' | 'quiet';
  readonly ref?: Ref<HTMLButtonElement>;
};

type ButtonProps = Common & {
  readonly icon?: IconName;
  /** `large` goes with large fields, `small` with the small text of a status line. */
  readonly size?: 'small' | 'normal' | 'large';
};

export function Button({
  icon,
  look = 'plain',
  size = 'normal',
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const classes = [styles.button, styles[look], size === 'normal' ? undefined : styles[size], className];
  return (
    <button type={type} className={classes.filter(Boolean).join(' ')} {...rest}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      {children}
    </button>
  );
}

type IconButtonProps = Common & {
  readonly icon: IconName;
  /** What it does: spoken, and shown on hover. */
  readonly label: string;
  /** Edge of the icon in pixels. */
  readonly size?: number;
  readonly round?: boolean;
};

export function IconButton({
  icon,
  label,
  look = 'quiet',
  size = 15,
  round = false,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  const classes = [styles.iconButton, styles[look], round ? styles.round : undefined, className];
  return (
    <button type={type} className={classes.filter(Boolean).join(' ')} aria-label={label} title={label} {...rest}>
      <Icon name={icon} size={size} />
    </button>
  );
}
