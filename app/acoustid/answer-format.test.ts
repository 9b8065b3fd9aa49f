import { describe, expect, it } from 'vitest';
import { answerFormat, JSON_ANSWER } from './answer-format.ts';
import { RequestValues } from './request-values.ts';

const format = (text: string) => answerFormat(new RequestValues(new URLSearchParams(text)));

describe('an answer', () => {
  it('is JSON unless another format is asked for', () => {
    expect(format('')).toBe(JSON_ANSWER);
    expect(format('format=json').write({ status: 'ok', results: [], left: undefined })).toBe(
      '{"status":"ok","results":[]}',
    );
    expect(JSON_ANSWER.contentType).toBe('application/json; charset=UTF-8');
  });

  it('is a call of a function as JSONP', () => {
    const { contentType, write } = format('format=jsonp&jsoncallback=window.$found_1');
    expect(contentType).toBe('application/javascript; charset=UTF-8');
    expect(write({ status: 'ok' })).toBe('window.$found_1({"status":"ok"})');
    expect(format('format=jsonp').write({})).toBe('jsonAcoustidApi({})');
  });

  it.each(['alert(1)//', 'a;b', '1a', 'a.', 'a b', '"', 'a[0]'])('never calls %j', (callback) => {
    const asked = new RequestValues([
      ['format', 'jsonp'],
      ['jsoncallback', callback],
    ]);
    expect(answerFormat(asked).write({})).toBe('jsonAcoustidApi({})');
  });

  it('keeps the line ends of Unicode out of scripts', () => {
    expect(format('format=jsonp').write({ title: 'a\u2028b\u2029' })).toBe(
      String.raw`jsonAcoustidApi({"title":"a\u2028b\u2029"})`,
    );
  });

  it('is XML with an element for each item of a list', () => {
    const { contentType, write } = format('format=xml');
    expect(contentType).toBe('text/xml; charset=UTF-8');
    const answer = {
      status: 'ok',
      results: [{ id: 'x', score: 0.5 }, { '@odd': true }],
      countries: ['a'],
      hashes: [1],
    };
    expect(write({ ...answer, left: undefined })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><status>ok</status>' +
        '<results><result><id>x</id><score>0.5</score></result><result odd="true"></result></results>' +
        '<countries><country>a</country></countries><hashes><hash>1</hash></hashes></response>',
    );
  });

  it('has no markup and no forbidden characters of texts in XML', () => {
    expect(format('format=xml').write({ title: '<b> & "c"\u0000\uD800\t' })).toContain(
      '<title>&lt;b&gt; &amp; &quot;c&quot;\uFFFD\uFFFD\t</title>',
    );
  });

  it('is refused in any other format', () => {
    expect(() => format('format=yaml')).toThrow(
      expect.objectContaining({ code: 1, status: 400, message: 'unknown format "yaml"' }),
    );
  });
});
