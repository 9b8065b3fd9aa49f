/**
 * A person who uses the page, and whose steps are counted. A step is one intended action: a click, a double click, a
 * drag, a key chord, or one entry of text. An entry begins with the click or the key that leads into a field of the
 * page and ends with Enter; where a dialog has to be opened for it, that is a step before. Choosing a file in the
 * system's dialog is an entry, too.
 *
 * By mouse the person presses no keys but those of an entry; by keyboard the pointer is not used at all.
 */
import { expect, type Locator, type Page } from '@playwright/test';

export type Device = 'mouse' | 'keyboard';

export class Person {
  readonly page: Page;
  readonly device: Device;
  #steps = 0;

  constructor(page: Page, device: Device) {
    this.page = page;
    this.device = device;
  }

  /** Steps so far. */
  get steps(): number {
    return this.#steps;
  }

  /** @param options.with a key that is held, as for a range */
  async click(target: Locator, options: { readonly with?: 'Shift' | 'Control' } = {}): Promise<void> {
    this.#step('mouse');
    await target.click(options.with === undefined ? {} : { modifiers: [options.with] });
  }

  async rightClick(target: Locator): Promise<void> {
    this.#step('mouse');
    await target.click({ button: 'right' });
  }

  /** @param chord `Control+a`, `n` */
  async press(chord: string): Promise<void> {
    this.#step('keyboard');
    await this.page.keyboard.press(chord);
  }

  /**
   * Enters a text. @param into what leads into the field: by mouse what is clicked, by keyboard the key; nothing where a
   * dialog has just put the focus into it
   * @param until what the person sees before pressing Enter
   */
  async type(text: string, into?: Locator | string | null, until?: Locator): Promise<void> {
    this.#step();
    if (typeof into === 'string') {
      this.#uses('keyboard');
      await this.page.keyboard.press(into);
    } else if (into) {
      this.#uses('mouse');
      await into.click();
    }
    await expect(this.page.locator('input:focus, textarea:focus')).toBeVisible();
    await this.page.keyboard.type(text);
    if (until !== undefined) await expect(until).toBeVisible();
    await this.page.keyboard.press('Enter');
  }

  /** Takes a file in the dialog of the system that `open` has opened. */
  async choose(file: string, open: () => Promise<void>): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await open();
    this.#step();
    await (await chooser).setFiles(file);
  }

  #step(device?: Device): void {
    if (device !== undefined) this.#uses(device);
    this.#steps += 1;
  }

  #uses(device: Device): void {
    expect(this.device, 'what the person uses').toBe(device);
  }
}
