/**
 * The table of fields: every field that Descant knows by name, one row each. Formats, templates, queries, edits and
 * the page all read this table. It is pure data and imports types alone.
 *
 * It lies below `fuse/formats` and `fuse/template` because both need it, and it stands in a folder of its own because
 * it belongs to neither. What only one reader of the table needs is kept by that reader and keyed by the names here:
 * the formats' own names in `fuse/formats/tag-mapping.ts`, the database columns in
 * `app/library/query/field-columns.ts`, what a path shows in `fuse/template/template-values.ts`.
 *
 * Names are MusicBrainz Picard's (Picard documentation, appendix "Tag mapping") in lower case. Aliases are beets'
 * names and common spellings. A name that is not in the table is a custom field: a text under its own name.
 *
 * The order of the rows is the order in which the page shows fields.
 *
 * How to add a field: see `fuse/formats/README.md`.
 */
import type { ValueForm } from './value-form.ts';

/**
 * What the values of a field are. It decides how a query compares them:
 * `text` and `boolean` by folded text, `number` by number, `duration` in seconds, `moment` (a time that the library
 * recorded) in milliseconds, `date` (a date in a tag, which may be only a year) by folded text. `picture` has no text.
 */
export type FieldType = 'text' | 'number' | 'date' | 'boolean' | 'duration' | 'moment' | 'picture';

export interface Field {
  /** Lower case; unique among all names and aliases. */
  readonly name: string;
  /** Other names that mean this field wherever a person types one. Lower case. */
  readonly aliases: readonly string[];
  /** What the page calls it. */
  readonly label: string;
  readonly type: FieldType;
  /** What a person can give the field as a value. */
  readonly form: ValueForm;
  /** Whether a semicolon separates several values. */
  readonly many: boolean;
  /** Whether a value may run over several lines. */
  readonly long: boolean;
  /** Whether the page shows the field even for a track without a value. */
  readonly always: boolean;
  /** Whether the field is for programs: the page keeps it folded. */
  readonly forPrograms: boolean;
  /** Whether Descant measures or records it: no edit can set it, and no tag holds it. */
  readonly readOnly: boolean;
  /**
   * Whether a person gives it to a track rather than to a file: such a value is no edit of what the file says, and files
   * in the mount show it only where the person wants that (`mount.ratings`).
   */
  readonly personal: boolean;
}

type Traits = Partial<Omit<Field, 'name' | 'label'>>;

function row(name: string, label: string, traits: Traits = {}): Field {
  return {
    name,
    aliases: [],
    label,
    type: 'text',
    form: 'text',
    many: false,
    long: false,
    always: false,
    forPrograms: false,
    readOnly: false,
    personal: false,
    ...traits,
  };
}

const DATE = { type: 'date', form: 'date' } as const;
const FLAG = { type: 'boolean', form: 'flag' } as const;
const COUNT = { type: 'number', form: 'count' } as const;

/** A row of a field that names several people or things. */
const list = (name: string, label: string, traits: Traits = {}): Field => row(name, label, { many: true, ...traits });

/** A row of a field for programs. */
const forPrograms = (name: string, label: string, traits: Traits = {}): Field =>
  row(name, label, { forPrograms: true, ...traits });

/** A row of an identifier. The id of a disc in MusicBrainz is a hash and has no form of its own. */
const uuid = (name: string, label: string, traits: Traits = {}): Field =>
  forPrograms(name, label, { form: 'uuid', ...traits });

/** A row of what a person adds to a track. */
const personal = (name: string, label: string, traits: Traits): Field =>
  row(name, label, { personal: true, ...traits });

/** A row of a field that Descant measures or records. */
const readOnly = (name: string, label: string, traits: Traits = {}): Field =>
  row(name, label, { readOnly: true, ...traits });

export const FIELDS: readonly Field[] = [
  // What is played
  row('title', 'Title', { always: true }),
  list('artist', 'Artist', { always: true }),
  row('album', 'Album', { always: true }),
  list('albumartist', 'Album artist', { aliases: ['album_artist', 'albumartists'], always: true }),
  list('genre', 'Genre', { aliases: ['genres'], always: true }),
  row('date', 'Date', { aliases: ['year'], ...DATE, always: true }),
  row('tracknumber', 'Track', { aliases: ['track'], type: 'number', form: 'position', always: true }),
  row('totaltracks', 'Tracks in all', { aliases: ['tracktotal'], ...COUNT }),
  row('discnumber', 'Disc', { aliases: ['disc'], ...COUNT }),
  row('totaldiscs', 'Discs in all', { aliases: ['disctotal'], ...COUNT }),
  list('artists', 'Artists one by one'),

  // What a person adds
  personal('rating', 'Rating', { aliases: ['stars'], type: 'number', form: 'rating' }),
  personal('favourite', 'Favourite', { aliases: ['favorite', 'loved', 'starred'], ...FLAG }),
  personal('notes', 'Notes', { aliases: ['note'], long: true }),
  personal('added', 'Added', { type: 'moment', form: 'moment' }),
  personal('hidden', 'Hidden', FLAG),
  personal('trashed', 'In the trash', { aliases: ['trash'], ...FLAG }),
  personal('distinct', 'Told apart', { many: true, forPrograms: true }),

  // People
  list('composer', 'Composer'),
  list('conductor', 'Conductor'),
  list('lyricist', 'Lyricist'),
  list('writer', 'Writer'),
  list('performer', 'Performer'),
  list('arranger', 'Arranger'),
  list('remixer', 'Remixer'),
  list('producer', 'Producer'),
  list('engineer', 'Engineer'),
  list('mixer', 'Mixer'),
  list('djmixer', 'DJ mixer'),
  list('director', 'Director'),
  list('originalartist', 'Original artist'),
  list('originallyricist', 'Original lyricist'),

  // Classical works
  row('work', 'Work'),
  row('movement', 'Movement'),
  row('movementnumber', 'Movement number', COUNT),
  row('movementtotal', 'Movements in all', COUNT),
  row('showmovement', 'Show movement', FLAG),

  // The release
  row('originaldate', 'First released', { aliases: ['original_year'], ...DATE }),
  row('originalyear', 'First released (year)', DATE),
  row('releasedate', 'Released', DATE),
  list('label', 'Label'),
  list('catalognumber', 'Catalogue no.', { aliases: ['catalognum'] }),
  row('barcode', 'Barcode'),
  list('isrc', 'ISRC'),
  list('media', 'Medium'),
  list('releasecountry', 'Release country', { aliases: ['country'] }),
  row('releasestatus', 'Release status', { aliases: ['albumstatus'] }),
  list('releasetype', 'Release type', { aliases: ['albumtype', 'albumtypes'] }),
  row('originalalbum', 'Original album'),
  list('website', 'Website'),
  row('license', 'Licence'),
  row('encodedby', 'Encoded by', { forPrograms: true }),
  row('encodersettings', 'Encoder settings', { forPrograms: true }),
  list('language', 'Language'),
  row('subtitle', 'Subtitle', { aliases: ['trackdisambig'] }),
  row('discsubtitle', 'Disc subtitle', { aliases: ['disctitle'] }),
  list('grouping', 'Grouping'),
  list('mood', 'Mood'),
  row('bpm', 'BPM', { type: 'number', form: 'tempo' }),
  row('key', 'Key'),
  row('compilation', 'Compilation', { aliases: ['comp'], ...FLAG }),
  row('copyright', 'Copyright', { long: true }),
  row('comment', 'Comment', { aliases: ['comments'], long: true }),
  row('description', 'Description', { long: true }),
  row('lyrics', 'Lyrics', { long: true }),
  row('picture', 'Picture', { aliases: ['art', 'cover'], type: 'picture', many: true }),

  // Shows
  row('show', 'Show'),
  row('podcast', 'Podcast', FLAG),
  row('podcasturl', 'Podcast address'),

  // Order in lists
  forPrograms('titlesort', 'Title for sorting'),
  forPrograms('artistsort', 'Artist for sorting', { aliases: ['artist_sort'], many: true }),
  forPrograms('albumsort', 'Album for sorting'),
  forPrograms('albumartistsort', 'Album artist for sorting', { aliases: ['albumartist_sort'], many: true }),
  forPrograms('composersort', 'Composer for sorting', { aliases: ['composer_sort'], many: true }),
  forPrograms('showsort', 'Show for sorting'),

  // Sound
  forPrograms('encoder', 'Encoder'),
  forPrograms('gapless', 'Gapless', FLAG),
  forPrograms('replaygain_track_gain', 'ReplayGain of the track'),
  forPrograms('replaygain_track_peak', 'ReplayGain peak of the track'),
  forPrograms('replaygain_track_range', 'ReplayGain range of the track'),
  forPrograms('replaygain_album_gain', 'ReplayGain of the album'),
  forPrograms('replaygain_album_peak', 'ReplayGain peak of the album'),
  forPrograms('replaygain_album_range', 'ReplayGain range of the album'),
  forPrograms('replaygain_reference_loudness', 'ReplayGain reference loudness'),

  // Identifiers
  forPrograms('asin', 'ASIN'),
  forPrograms('script', 'Script'),
  forPrograms('originalfilename', 'Original file name'),
  uuid('musicbrainz_recordingid', 'MusicBrainz recording', { aliases: ['mb_trackid'] }),
  uuid('musicbrainz_trackid', 'MusicBrainz track'),
  uuid('musicbrainz_albumid', 'MusicBrainz release', { aliases: ['mb_albumid'] }),
  uuid('musicbrainz_artistid', 'MusicBrainz artist', { aliases: ['mb_artistid'], many: true }),
  uuid('musicbrainz_albumartistid', 'MusicBrainz release artist', { aliases: ['mb_albumartistid'], many: true }),
  uuid('musicbrainz_releasegroupid', 'MusicBrainz release group', { aliases: ['mb_releasegroupid'] }),
  uuid('musicbrainz_workid', 'MusicBrainz work', { aliases: ['mb_workid'], many: true }),
  forPrograms('musicbrainz_discid', 'MusicBrainz disc'),
  uuid('musicbrainz_trmid', 'MusicBrainz TRM'),
  uuid('musicbrainz_originalalbumid', 'MusicBrainz original release'),
  uuid('musicbrainz_originalartistid', 'MusicBrainz original artist', { many: true }),
  uuid('acoustid_id', 'AcoustID'),
  forPrograms('acoustid_fingerprint', 'AcoustID fingerprint'),
  uuid('musicip_puid', 'MusicIP PUID'),

  // What Descant measures or records
  readOnly('kind', 'Kind', { aliases: ['format', 'codec'] }),
  readOnly('length', 'Length', { aliases: ['duration', 'time'], type: 'duration' }),
  readOnly('bitrate', 'Bitrate', { type: 'number' }),
  readOnly('samplerate', 'Sample rate', { type: 'number' }),
  readOnly('bitdepth', 'Bit depth', { aliases: ['bits'], type: 'number' }),
  readOnly('channels', 'Channels', { type: 'number' }),
  readOnly('sound', 'Sound findings'),
  readOnly('cutoff', 'Cut-off', { type: 'number' }),
  readOnly('size', 'Size', { aliases: ['bytes'], type: 'number' }),
  readOnly('path', 'Path'),
  readOnly('id', 'Number', { type: 'number' }),
  readOnly('albumid', 'Album number', { type: 'number' }),
  readOnly('recordingid', 'Recording number', { type: 'number' }),
  readOnly('plays', 'Plays', { aliases: ['playcount', 'play_count'], type: 'number' }),
  readOnly('skips', 'Skips', { aliases: ['skipcount', 'skip_count'], type: 'number' }),
  readOnly('lastplayed', 'Last played', { aliases: ['last_played'], type: 'moment' }),
  readOnly('changed', 'File changed', { aliases: ['mtime'], type: 'moment' }),
  readOnly('edited', 'Edited', { type: 'moment' }),
];
