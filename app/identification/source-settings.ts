/** Which sources are switched on, and how they are reached. */
import type { Settings } from '../library/settings.ts';
import type { IdentificationSource } from '../model/identification.ts';
import { WebError } from './web/web-error.ts';

export type IdentificationSettings = Pick<
  Settings,
  | 'identify.library'
  | 'identify.dumps'
  | 'identify.acoustid'
  | 'identify.acoustid-url'
  | 'identify.acoustid-key'
  | 'identify.acoustid-user-key'
  | 'identify.musicbrainz'
  | 'identify.musicbrainz-url'
  | 'identify.cover-art'
  | 'identify.cover-art-url'
  | 'identify.contact'
>;

/**
 * The sources that are switched on, in the order in which they are asked.
 * @param hasDumps whether there are dumps to ask
 */
export function sourcesOf(settings: IdentificationSettings, hasDumps: boolean): IdentificationSource[] {
  return [
    ...(settings['identify.library'] ? (['library'] as const) : []),
    ...(settings['identify.dumps'] && hasDumps ? (['dumps'] as const) : []),
    ...(settings['identify.acoustid'] ? (['acoustid'] as const) : []),
    ...(settings['identify.musicbrainz'] ? (['musicbrainz'] as const) : []),
    ...(settings['identify.cover-art'] ? (['cover-art'] as const) : []),
  ];
}

/** The key of the application. @throws WebError NO_KEY */
export function acoustidKey(settings: IdentificationSettings): string {
  const key = settings['identify.acoustid-key'];
  if (key !== null) return key;
  throw new WebError(
    'NO_KEY',
    'AcoustID asks for the key of an application, which acoustid.org gives for free: descant config identify.acoustid-key KEY',
  );
}

/** Name, version and contact, as MusicBrainz asks for them in each request. @throws WebError NO_CONTACT */
export function requireContact(settings: IdentificationSettings): void {
  if (settings['identify.contact'] !== null) return;
  throw new WebError(
    'NO_CONTACT',
    'MusicBrainz asks for an address by which it can reach who sends requests: descant config identify.contact YOU@EXAMPLE.ORG',
  );
}

/** @param version of Descant */
export function userAgent(version: string, settings: IdentificationSettings): string {
  const contact = settings['identify.contact'];
  return contact === null ? `Descant/${version}` : `Descant/${version} ( ${contact} )`;
}
