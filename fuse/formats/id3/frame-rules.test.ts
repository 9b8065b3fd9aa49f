import { describe, expect, it } from 'vitest';
import { frameCode, frameRule, IDENTIFIERS, ROLES, upgradeFrameId, USER_TEXT } from './frame-rules.ts';

const ruleOf = (id: string) => frameRule(frameCode(id));

it('the code of a frame is its four letters as a number', () => {
  expect(frameCode('TIT2')).toBe(0x5449_5432);
  expect(frameCode('ÿ\0\0\u0001')).toBe(0xff00_0001);
});

describe('the rule of a frame', () => {
  it.each([
    ['TXXX', 'user-text', ''],
    ['UFID', 'identifier', ''],
    ['COMM', 'comment', 'comment'],
    ['USLT', 'lyrics', 'lyrics'],
    ['APIC', 'picture', ''],
    ['TIPL', 'people', ''],
    ['TMCL', 'people', ''],
    ['IPLS', 'people', ''],
    ['TCON', 'genre', 'genre'],
    ['TYER', 'year', 'date'],
    ['TDAT', 'day-month', 'date'],
    ['TIME', 'hour-minute', 'date'],
    ['TORY', 'original-year', 'originaldate'],
    ['TRCK', 'number', 'tracknumber'],
    ['TPOS', 'number', 'discnumber'],
    ['MVIN', 'number', 'movementnumber'],
    ['GRP1', 'text', 'grouping'],
    ['TIT1', 'text', 'grouping'],
    ['XSOP', 'text', 'artistsort'],
    ['XSOT', 'text', 'titlesort'],
    ['XSOA', 'text', 'albumsort'],
    ['TIT2', 'text', 'title'],
    ['TDRC', 'text', 'date'],
    ['WCOP', 'url', 'license'],
    ['WOAR', 'url', 'website'],
  ])('%s is that of a %s for "%s"', (id, kind, field) => {
    expect(ruleOf(id)).toEqual({ id, kind, field });
  });

  it.each(['PRIV', 'TLEN', 'WXXX', 'tit2', 'TXX:', 'UFI:'])('%s has none', (id) => {
    expect(ruleOf(id)).toBeUndefined();
  });
});

/** The frames of id3.org's "ID3 tag version 2" and those that took their place in "2.3.0", and three of iTunes. */
const UPGRADED = {
  BUF: 'RBUF',
  CNT: 'PCNT',
  COM: 'COMM',
  CRA: 'AENC',
  ETC: 'ETCO',
  EQU: 'EQUA',
  GEO: 'GEOB',
  IPL: 'IPLS',
  LNK: 'LINK',
  MCI: 'MCDI',
  MLL: 'MLLT',
  PIC: 'APIC',
  POP: 'POPM',
  REV: 'RVRB',
  RVA: 'RVAD',
  SLT: 'SYLT',
  STC: 'SYTC',
  TAL: 'TALB',
  TBP: 'TBPM',
  TCM: 'TCOM',
  TCO: 'TCON',
  TCR: 'TCOP',
  TDA: 'TDAT',
  TDY: 'TDLY',
  TEN: 'TENC',
  TFT: 'TFLT',
  TIM: 'TIME',
  TKE: 'TKEY',
  TLA: 'TLAN',
  TLE: 'TLEN',
  TMT: 'TMED',
  TOA: 'TOPE',
  TOF: 'TOFN',
  TOL: 'TOLY',
  TOR: 'TORY',
  TOT: 'TOAL',
  TP1: 'TPE1',
  TP2: 'TPE2',
  TP3: 'TPE3',
  TP4: 'TPE4',
  TPA: 'TPOS',
  TPB: 'TPUB',
  TRC: 'TSRC',
  TRD: 'TRDA',
  TRK: 'TRCK',
  TSI: 'TSIZ',
  TSS: 'TSSE',
  TT1: 'TIT1',
  TT2: 'TIT2',
  TT3: 'TIT3',
  TXT: 'TEXT',
  TXX: 'TXXX',
  TYE: 'TYER',
  UFI: 'UFID',
  ULT: 'USLT',
  WAF: 'WOAF',
  WAR: 'WOAR',
  WAS: 'WOAS',
  WCM: 'WCOM',
  WCP: 'WCOP',
  WPB: 'WPUB',
  WXX: 'WXXX',
  TCP: 'TCMP',
  TS2: 'TSO2',
  TSA: 'TSOA',
  TSC: 'TSOC',
  TSP: 'TSOP',
  TST: 'TSOT',
  GP1: 'GRP1',
  MVN: 'MVNM',
  MVI: 'MVIN',
};

describe('a frame of ID3v2.2', () => {
  it.each(Object.entries(UPGRADED))('%s has become %s', (old, id) => {
    expect(upgradeFrameId(old)).toBe(id);
  });

  it.each(['XYZ', 'RBUF', 'tt2', ''])('"%s" has become nothing', (old) => {
    expect(upgradeFrameId(old)).toBeUndefined();
  });
});

describe('names inside frames', () => {
  it.each([
    ['MusicBrainz Album Id', 'musicbrainz_albumid'],
    ['MUSICBRAINZ_ALBUMID', 'musicbrainz_albumid'],
    ['musicbrainz album id', 'musicbrainz_albumid'],
    ['ARTISTS', 'artists'],
    ['Writer', 'writer'],
    ['BARCODE', 'barcode'],
  ])('of user texts: %s is %s', (name, field) => {
    expect(USER_TEXT.get(name)).toBe(field);
  });

  it('of user texts are not those of fields with frames of their own', () => {
    for (const name of ['TITLE', 'ALBUM ARTIST', 'PRODUCER', 'MUSICBRAINZ_TRACKID', '']) {
      expect(USER_TEXT.get(name)).toBeUndefined();
    }
  });

  it('of identifiers and roles are known', () => {
    expect(IDENTIFIERS.get('http://musicbrainz.org')).toBe('musicbrainz_recordingid');
    expect(ROLES.get('DJ-mix')).toBe('djmixer');
    expect(ROLES.get('producer')).toBe('producer');
    for (const names of [IDENTIFIERS, ROLES]) {
      for (const other of ['ARTISTS', 'TIT2', '']) expect(names.get(other)).toBeUndefined();
    }
    expect(IDENTIFIERS.get('producer')).toBeUndefined();
    expect(ROLES.get('http://musicbrainz.org')).toBeUndefined();
  });
});
