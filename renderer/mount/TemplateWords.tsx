/** The syntax of templates, by example. */
import { Definitions } from '../controls/Definitions.tsx';
import styles from './TemplateWords.module.css';
import { t, type Text } from '../words/text.ts';

const WORDS: readonly (readonly [string, Text])[] = [
  ['$albumartist, $album, $title', 'a field of the track, by any of its names'],
  ['$track, $disc', 'numbers with two digits, for sorting'],
  ['$year, $format_upper', 'the year of the release; the file format in capitals'],
  ['${composer|artist}', 'the first of these that has a value'],
  ['$album[ ($year)]', 'left out if no field in the brackets has a value'],
  ['%each{genre}', 'one path for each of several values: the track appears in all of them'],
  ['%aunique{}', 'makes albums of the same name distinct'],
  ['%upper{…}, %left{…,1}, %the{…}', 'functions on text'],
];

export function TemplateWords() {
  return (
    <Definitions
      look="words"
      nameWidth="250px"
      rows={WORDS.map(([word, text]) => ({
        key: word,
        name: <code className={styles.word}>{word}</code>,
        text: t(text),
      }))}
    />
  );
}
