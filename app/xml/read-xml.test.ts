import { describe, expect, it } from 'vitest';
import { readXml, type XmlEvent } from './read-xml.ts';

/** The events in one line each. */
const shown = (events: Iterable<XmlEvent>): string[] =>
  Array.from(events, (event) => {
    if (event.type === 'text') return `"${event.text}"`;
    if (event.type === 'close') return `/${event.name}`;
    return [event.name, ...Array.from(event.attributes, ([key, value]) => `${key}=${value}`)].join(' ');
  });

const read = (...pieces: string[]): string[] => shown(readXml(pieces));

/** The message that `text` is refused with. */
function refusal(...pieces: string[]): string {
  try {
    read(...pieces);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was read');
}

describe('readXml', () => {
  it('gives tags, attributes and text in order', () => {
    expect(read('<?xml version="1.0"?>\n<!-- a --><a b="1" c=\'2 > "1"\'>x<d/> y </a>\n')).toEqual([
      'a b=1 c=2 > "1"',
      '"x"',
      'd',
      '/d',
      '" y "',
      '/a',
    ]);
  });

  it('decodes the five entities and references to characters, and leaves every other & as it is', () => {
    expect(read('<a b="&lt;&#228;">&amp;&gt;&quot;&apos;&#xE4;&#128512;</a>')).toEqual(['a b=<ä', '"&>"\'ä😀"', '/a']);
    expect(read('<a b="&nbsp;">x & y&&amp;;</a>')).toEqual(['a b=&nbsp;', '"x & y&&;"', '/a']);
    for (const code of ['0', 'xD800', 'x110000', '', 'x', '1'.repeat(20)]) {
      expect(read(`<a>&#${code};</a>`)[1]).toBe(`"&#${code};"`);
    }
  });

  it('tells the line of each tag, and of what it refuses', () => {
    const lines = (...pieces: string[]): number[] =>
      Array.from(readXml(pieces), (event) => (event.type === 'open' ? [event.line] : [])).flat();
    const text = '<?xml?>\n<a\n>\n<b/><!--\n\n--><c/>\n</a>';
    expect(lines(text)).toEqual([2, 4, 6]);
    expect(lines(...text)).toEqual([2, 4, 6]);
    expect(refusal('<a>\n\n</b>')).toMatch(/^line 3: this is no XML/);
  });

  it('takes CDATA as it is, and line ends of any system as one', () => {
    expect(read('<a><![CDATA[<b>&amp;]]]></a>')).toEqual(['a', '"<b>&amp;]"', '/a']);
    expect(read('<a>1\r\n2\r3</a>')[1]).toBe('"1\n2\n3"');
  });

  it('reads a DOCTYPE over and refuses one that declares entities', () => {
    expect(read('<!DOCTYPE plist PUBLIC "-//X" "http://example.org/x.dtd"><plist/>')).toEqual(['plist', '/plist']);
    expect(refusal('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toContain('declares entities');
    expect(refusal('<a><!ELEMENT b></a>')).toContain('a declaration lies inside the text');
  });

  it.each([
    ['', 'no element'],
    ['x', 'outside the outermost element'],
    ['<a>', 'the file ends inside <a>'],
    ['<a></b>', 'closes what is not open'],
    ['<a/><b/>', 'a second outermost element'],
    ['<a/>x', 'outside the outermost element'],
    ['<a b="1', 'has no end'],
    ['<a b=1/>', 'an attribute that cannot be read'],
    ['<a b="1" b="2"/>', 'the attribute b twice'],
    ['<1/>', 'begins no tag'],
    ['<a><!-- x', 'has no end'],
    ['<a><![CDATA[x', 'has no end'],
  ])('refuses %j: %s', (text, why) => {
    expect(refusal(text)).toContain(why);
  });

  it('refuses elements that are nested deeper than 64, and takes 64', () => {
    expect(read('<a>'.repeat(64), '</a>'.repeat(64))).toHaveLength(128);
    expect(refusal('<a>'.repeat(65), '</a>'.repeat(65))).toContain('deeper than 64');
  });

  it('refuses a tag and a text without end before they fill the memory', () => {
    const endless = function* (start: string): Generator<string> {
      yield start;
      for (;;) yield 'x'.repeat(64 * 1024);
    };
    expect(() => shown(readXml(endless('<a b="')))).toThrow('longer than');
    expect(() => shown(readXml(endless('<a>')))).toThrow('longer than');
    expect(() => shown(readXml(endless('<!--')))).toThrow('longer than');
  });

  it('gives the same however the text is cut', () => {
    const text = `<?xml version="1.0"?><a b='x>"y'><!-- > -->1 &amp; 2<![CDATA[]]]]><c d="ä"/>\r\n</a>`;
    const whole = read(text);
    for (let size = 1; size < text.length; size++) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      // A line end that is cut in two is the one thing that pieces may tell.
      expect(read(...pieces).join('')).toBe(whole.join(''));
    }
  });
});
