/** The settings of identification. Each service on the network is off until a person switches it on. */
import { z } from '../model/schema.ts';

const address = (usual: string) =>
  z
    .url({ protocol: /^https?$/, error: 'an address that begins with http:// or https:// is needed' })
    .max(2000)
    .default(usual);

export const IDENTIFICATION_SETTINGS = {
  'identify.library': z
    .boolean()
    .default(true)
    .describe(
      'whether descant identify looks for better tagged copies of the same sound in this library; needs no network',
    ),
  'identify.musicbrainz': z
    .boolean()
    .default(false)
    .describe('whether descant identify asks MusicBrainz for releases; titles, artists and ids in tags are sent'),
  'identify.acoustid': z
    .boolean()
    .default(false)
    .describe(
      'whether descant identify asks AcoustID which recordings tracks are; the fingerprints of their first two minutes and their lengths are sent',
    ),
  'identify.cover-art': z
    .boolean()
    .default(false)
    .describe('whether descant identify asks the Cover Art Archive for front covers; ids of releases are sent'),
  'identify.dumps': z
    .boolean()
    .default(true)
    .describe(
      'whether descant identify asks the dumps of AcoustID and MusicBrainz that you have added, before any service on the network; see descant dumps',
    ),
  'dumps.folder': z
    .string()
    .max(4096)
    .regex(/^\/[^\0]*$/, 'an absolute path is needed')
    .nullable()
    .default(null)
    .describe(
      'the folder that descant dumps keeps what it reads in, which may be large; without it a folder of the library. What is in the former folder stays there',
    ),
  'identify.contact': z
    .string()
    .regex(/^[\u0021-\u007e]{3,200}$/, 'an e-mail address or a web address is needed')
    .nullable()
    .default(null)
    .describe(
      'an e-mail or web address by which MusicBrainz can reach you; it is sent with each request and MusicBrainz asks for it',
    ),
  'identify.acoustid-key': z
    .string()
    .regex(/^[\w-]{1,100}$/, 'a key has letters and digits only')
    .nullable()
    .default(null)
    .describe('the key of an application that AcoustID asks for; acoustid.org/new-application gives one'),
  'identify.acoustid-user-key': z
    .string()
    .regex(/^[\w-]{1,100}$/, 'a key has letters and digits only')
    .nullable()
    .default(null)
    .describe(
      'your own key of AcoustID, which acoustid.org/api-key shows; with it, and with the key of an application, descant identify --submit sends fingerprints, lengths, tags and MusicBrainz ids of the tracks that you name',
    ),
  'identify.musicbrainz-url': address('https://musicbrainz.org/ws/2').describe(
    'address of MusicBrainz, or of a mirror with the same web service',
  ),
  'identify.acoustid-url': address('https://api.acoustid.org/v2').describe(
    'address of AcoustID, or of a server like it',
  ),
  'identify.cover-art-url': address('https://coverartarchive.org').describe('address of the Cover Art Archive'),
} as const;
