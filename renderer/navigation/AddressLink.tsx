/** A real link to a changed address: followed inside the page, and opened elsewhere with Ctrl, Command or Shift. */
import type { AnchorHTMLAttributes } from 'react';
import type { Address } from './address.ts';
import { goTo, linkTo, useAddress } from './use-address.ts';

type AddressLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'> & {
  /** The parts of the address that it changes. */
  readonly to: Partial<Address>;
};

export function AddressLink({ to, children, ...rest }: AddressLinkProps) {
  // The link names the whole address: it is made anew when any part of it changes.
  useAddress();
  return (
    <a
      {...rest}
      href={linkTo(to)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goTo(to);
      }}
    >
      {children}
    </a>
  );
}
