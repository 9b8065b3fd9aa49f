/**
 * What each ID3v2 frame means, derived from the field table: one look-up per frame by its identifier,
 * taken as a 32-bit number so that no string is made for it.
 */
import { POPULARIMETER } from '../ratings/file-rating.ts';
import { TAG_MAPPINGS } from '../tag-mapping.ts';
import { NameIndex } from '../name-index.ts';

/** How a frame's body is built. Frames without a rule are kept verbatim. */
export type FrameKind =
  | 'text'
  | 'number'
  | 'genre'
  | 'url'
  | 'people'
  | 'user-text'
  | 'identifier'
  | 'comment'
  | 'lyrics'
  | 'picture'
  | 'popularimeter'
  | 'year'
  | 'day-month'
  | 'hour-minute'
  | 'original-year';

export interface FrameRule {
  readonly id: string;
  readonly kind: FrameKind;
  /** The field that the frame fills; '' where the body says which. */
  readonly field: string;
}

/** The four characters of a frame identifier as one number, big-endian. */
export function frameCode(id: string): number {
  return ((id.charCodeAt(0) << 24) | (id.charCodeAt(1) << 16) | (id.charCodeAt(2) << 8) | id.charCodeAt(3)) >>> 0;
}

const SPECIAL: readonly FrameRule[] = [
  { id: 'TXXX', kind: 'user-text', field: '' },
  { id: 'UFID', kind: 'identifier', field: '' },
  { id: 'COMM', kind: 'comment', field: 'comment' },
  { id: 'USLT', kind: 'lyrics', field: 'lyrics' },
  { id: 'POPM', kind: 'popularimeter', field: POPULARIMETER },
  { id: 'APIC', kind: 'picture', field: '' },
  { id: 'TIPL', kind: 'people', field: '' },
  { id: 'TMCL', kind: 'people', field: '' },
  { id: 'IPLS', kind: 'people', field: '' },
  { id: 'TCON', kind: 'genre', field: 'genre' },
  { id: 'TYER', kind: 'year', field: 'date' },
  { id: 'TDAT', kind: 'day-month', field: 'date' },
  { id: 'TIME', kind: 'hour-minute', field: 'date' },
  { id: 'TORY', kind: 'original-year', field: 'originaldate' },
  { id: 'TRCK', kind: 'number', field: 'tracknumber' },
  { id: 'TPOS', kind: 'number', field: 'discnumber' },
  { id: 'MVIN', kind: 'number', field: 'movementnumber' },
  { id: 'GRP1', kind: 'text', field: 'grouping' },
  // Written into ID3v2.3 tags by programs that took the name from ID3v2.2's or an early draft.
  { id: 'XSOP', kind: 'text', field: 'artistsort' },
  { id: 'XSOT', kind: 'text', field: 'titlesort' },
  { id: 'XSOA', kind: 'text', field: 'albumsort' },
];

function buildRules(): Map<number, FrameRule> {
  const rules = new Map<number, FrameRule>();
  for (const rule of SPECIAL) rules.set(frameCode(rule.id), rule);
  for (const { field, id3 } of TAG_MAPPINGS) {
    // Names like `TXXX:Name` begin with a special frame, and so are left to it.
    if (rules.has(frameCode(id3))) continue;
    rules.set(frameCode(id3), { id: id3, kind: id3.startsWith('W') ? 'url' : 'text', field });
  }
  return rules;
}

const rules = buildRules();

/** The rule of a frame identifier, or `undefined` for a frame that is kept verbatim. */
export function frameRule(code: number): FrameRule | undefined {
  return rules.get(code);
}

/** Identifiers of ID3v2.2 (three characters) and the frame that took their place in ID3v2.3. */
const ID3V22 = (
  'BUF RBUF CNT PCNT COM COMM CRA AENC ETC ETCO EQU EQUA GEO GEOB IPL IPLS LNK LINK MCI MCDI MLL MLLT PIC APIC POP POPM ' +
  'REV RVRB RVA RVAD SLT SYLT STC SYTC TAL TALB TBP TBPM TCM TCOM TCO TCON TCP TCMP TCR TCOP TDA TDAT TDY TDLY TEN TENC ' +
  'TFT TFLT TIM TIME TKE TKEY TLA TLAN TLE TLEN TMT TMED TOA TOPE TOF TOFN TOL TOLY TOR TORY TOT TOAL TP1 TPE1 TP2 TPE2 ' +
  'TP3 TPE3 TP4 TPE4 TPA TPOS TPB TPUB TRC TSRC TRD TRDA TRK TRCK TS2 TSO2 TSA TSOA TSC TSOC TSI TSIZ TSP TSOP TSS TSSE ' +
  'TST TSOT TT1 TIT1 TT2 TIT2 TT3 TIT3 TXT TEXT TXX TXXX TYE TYER UFI UFID ULT USLT WAF WOAF WAR WOAR WAS WOAS WCM WCOM ' +
  'WCP WCOP WPB WPUB WXX WXXX GP1 GRP1 MVN MVNM MVI MVIN'
).split(' ');

const upgraded = new Map<string, string>();
for (let i = 0; i < ID3V22.length; i += 2) upgraded.set(ID3V22[i] as string, ID3V22[i + 1] as string);

/** The ID3v2.3 name of an ID3v2.2 frame, or `undefined` where there is none. */
export function upgradeFrameId(id: string): string | undefined {
  return upgraded.get(id);
}

function userTextNames(): [string, string][] {
  const names: [string, string][] = [];
  for (const { field, id3, vorbis } of TAG_MAPPINGS) {
    if (!id3.startsWith('TXXX:')) continue;
    names.push([id3.slice(5), field]);
    for (const name of vorbis) names.push([name, field]);
  }
  return names;
}

/** Descriptions of TXXX frames: the documented one and the spelling with underscores that other taggers use. */
export const USER_TEXT = new NameIndex(userTextNames());

/** Owners of UFID frames. */
export const IDENTIFIERS = new NameIndex(
  TAG_MAPPINGS.flatMap(({ field, id3 }): [string, string][] =>
    id3.startsWith('UFID:') ? [[id3.slice(5), field]] : [],
  ),
);

/** Roles in TIPL and IPLS; everybody else is a performer. */
export const ROLES = new NameIndex(
  TAG_MAPPINGS.flatMap(({ field, id3 }): [string, string][] =>
    id3.startsWith('TIPL:') ? [[id3.slice(5), field]] : [],
  ),
);
