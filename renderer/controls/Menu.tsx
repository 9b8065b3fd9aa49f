/**
 * A menu at a point of the window, open for as long as it is rendered: arrows go through it, the right arrow opens the
 * menu of an item, the left arrow and Escape close it, a letter goes to what begins with it. The focus then goes back to
 * where it came from, unless what was chosen has moved it.
 */
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Menu.module.css';
import { itemAfterKey } from './menu-keys.ts';
import { menuPlace, submenuPlace, type Point, type Size } from './menu-place.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** A key as it is printed. */
  readonly keys?: string | undefined;
  /** A second line. */
  readonly note?: string | undefined;
  readonly disabled?: boolean;
  /** Whether it is on, for an item that is turned on and off; the menu then stays open. */
  readonly checked?: boolean;
  /** Its own menu. */
  readonly items?: readonly MenuItem[];
}

interface MenuProps {
  readonly label: string;
  /** Groups, parted by lines. */
  readonly groups: readonly (readonly MenuItem[])[];
  readonly at: Point;
  /** Called with the id of what was chosen, after `onClose` where the menu closes. */
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
}

export function Menu({ label, groups, at, onChoose, onClose }: MenuProps) {
  const [opener] = useState(() => document.activeElement);
  const list = useRef<HTMLDivElement>(null);

  function close(): void {
    onClose();
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  }

  useEffect(() => {
    const leave = (event: Event): void => {
      if (!(event.target instanceof Node && list.current?.contains(event.target))) onClose();
    };
    document.addEventListener('pointerdown', leave, true);
    document.addEventListener('focusin', leave);
    window.addEventListener('blur', onClose);
    window.addEventListener('resize', onClose);
    window.addEventListener('popstate', onClose);
    return () => {
      document.removeEventListener('pointerdown', leave, true);
      document.removeEventListener('focusin', leave);
      window.removeEventListener('blur', onClose);
      window.removeEventListener('resize', onClose);
      window.removeEventListener('popstate', onClose);
    };
  }, [onClose]);

  return (
    <section aria-label={label}>
      <MenuList
        ref={list}
        label={label}
        groups={groups}
        place={(size) => menuPlace(at, size, windowSize())}
        onChoose={(item) => {
          if (item.checked === undefined) close();
          onChoose(item.id);
        }}
        onLeave={close}
      />
    </section>
  );
}

interface MenuListProps extends Pick<MenuProps, 'label' | 'groups'> {
  readonly onChoose: (item: MenuItem) => void;
  readonly ref?: RefObject<HTMLDivElement | null>;
  readonly place: (size: Size) => Point;
  /** Called when the person goes back from it. */
  readonly onLeave: () => void;
}

function MenuList({ ref, label, groups, place, onChoose, onLeave }: MenuListProps) {
  const own = useRef<HTMLDivElement>(null);
  const list = ref ?? own;
  const [open, setOpen] = useState<string | null>(null);
  const items = groups.flat();

  // Placed with every picture: items that come later make it longer.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const { x, y } = place({ width: element.offsetWidth, height: element.offsetHeight });
    element.style.left = `${x}px`;
    element.style.top = `${y}px`;
  });

  useLayoutEffect(() => {
    if (list.current !== null) itemsIn(list.current)[0]?.focus({ preventScroll: true });
  }, [list]);

  function choose(item: MenuItem): void {
    if (item.disabled === true) return;
    if (item.items === undefined) onChoose(item);
    else setOpen(item.id);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const shown = list.current === null ? [] : itemsIn(list.current);
    const at = shown.indexOf(document.activeElement as HTMLElement);
    const item = items[at];
    const next = itemAfterKey(
      event.key,
      at,
      items.map(({ label: text }) => text),
    );
    if (next !== null) shown[next]?.focus();
    else if ((event.key === 'Enter' || event.key === ' ') && item !== undefined) choose(item);
    else if (event.key === 'ArrowRight' && item?.items !== undefined) choose(item);
    else if (event.key === 'Escape' || event.key === 'ArrowLeft' || event.key === 'Tab') onLeave();
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={list}
      role="menu"
      aria-label={label}
      className={styles.menu}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {groups.map((group) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
        <div key={group[0]?.id} role="group" className={styles.group}>
          {group.map((item) => (
            <Item
              key={item.id}
              item={item}
              open={open === item.id}
              onOpen={() => setOpen(item.items === undefined ? null : item.id)}
              onClose={() => setOpen(null)}
              onChoose={onChoose}
              onTake={() => choose(item)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface ItemProps {
  readonly item: MenuItem;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onTake: () => void;
  readonly onChoose: (item: MenuItem) => void;
}

function Item({ item, open, onOpen, onClose, onTake, onChoose }: ItemProps) {
  const line = useRef<HTMLButtonElement>(null);
  const { label, icon, keys, note, disabled = false, checked, items } = item;
  const shownIcon = checked === true ? 'check' : icon;
  return (
    <>
      <button
        ref={line}
        type="button"
        role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
        aria-checked={checked}
        className={styles.item}
        tabIndex={-1}
        aria-keyshortcuts={keys?.replaceAll(' + ', '+').replace('Ctrl', 'Control')}
        aria-disabled={disabled || undefined}
        aria-haspopup={items === undefined ? undefined : 'menu'}
        aria-expanded={items === undefined ? undefined : open}
        onClick={onTake}
        onPointerEnter={(event) => {
          event.currentTarget.focus({ preventScroll: true });
          onOpen();
        }}
      >
        <span className={styles.icon}>{shownIcon === undefined ? null : <Icon name={shownIcon} size={15} />}</span>
        <span className={styles.text}>{label}</span>
        {keys === undefined ? null : (
          <span className={styles.keys} aria-hidden="true">
            {keys}
          </span>
        )}
        {items === undefined ? null : <Icon name="right" size={13} />}
        {note === undefined ? null : <small className={styles.note}>{note}</small>}
      </button>
      {open && items !== undefined ? (
        <MenuList
          label={label}
          groups={[items]}
          place={(size) => submenuPlace(boxOf(line.current), size, windowSize())}
          onChoose={onChoose}
          onLeave={() => {
            onClose();
            line.current?.focus({ preventScroll: true });
          }}
        />
      ) : null}
    </>
  );
}

/** The items of a menu, without those of the menus in it. */
function itemsIn(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(':scope > [role="group"] > [role^="menuitem"]')];
}

function boxOf(element: HTMLElement | null): Point & Size {
  return element?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 };
}

function windowSize(): Size {
  return { width: window.innerWidth, height: window.innerHeight };
}
