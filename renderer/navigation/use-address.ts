/**
 * The address in force, bound to the browser's history.
 *
 * Changes show at once and reach the URL at once too, but no more than a few times a second: a held arrow key or
 * fast typing would otherwise exceed the number of history writes that browsers allow. A change of page is a step that
 * Back undoes, and so is opening something on it; changes of query, sort and track replace the current step.
 */
import { create } from 'zustand';
import { changedAddress, formatAddress, isStep, parseAddress, type Address } from './address.ts';

const BETWEEN_WRITES_MS = 250;

export const useAddress = create<Address>()(() => parseAddress(window.location.search));

let pending: ReturnType<typeof setTimeout> | null = null;
let lastWrite = 0;

/** Changes parts of the address. */
export function goTo(change: Partial<Address>): void {
  const before = useAddress.getState();
  const next = changedAddress(before, change);
  if (isStep(before, next)) {
    write();
    useAddress.setState(next);
    window.history.pushState(null, '', urlOf(next));
    return;
  }
  useAddress.setState(next);
  const wait = lastWrite + BETWEEN_WRITES_MS - Date.now();
  if (wait <= 0) write();
  else pending ??= setTimeout(write, wait);
}

/** Link target of a changed address, for real links that can be copied and opened elsewhere. */
export function linkTo(change: Partial<Address>): string {
  return urlOf(changedAddress(useAddress.getState(), change));
}

function write(): void {
  if (pending !== null) clearTimeout(pending);
  pending = null;
  lastWrite = Date.now();
  window.history.replaceState(null, '', urlOf(useAddress.getState()));
}

function urlOf(address: Address): string {
  return `${window.location.pathname}${formatAddress(address)}`;
}

window.addEventListener('popstate', () => {
  if (pending !== null) clearTimeout(pending);
  pending = null;
  useAddress.setState(parseAddress(window.location.search));
});
