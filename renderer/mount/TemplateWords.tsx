/** The words that names are made of. */
import { Definitions } from '../controls/Definitions.tsx';
import styles from './TemplateWords.module.css';

const WORDS: readonly (readonly [string, string])[] = [
  ['$albumartist, $album, $title', 'a field of the track, by any name it has in the details'],
  ['$track, $disc', 'numbers of two digits, so that they sort'],
  ['$year, $format_upper', 'the year of the release; the kind of file in capitals'],
  ['${composer|artist}', 'the first of these that has a value'],
  ['$album[ ($year)]', 'what stands in brackets is left out where nothing in it has a value'],
  ['%each{genre}', 'a place for each of several values: the track stands in all of them'],
  ['%aunique{}', 'tells two albums of one name apart'],
  ['%upper{…}, %left{…,1}, %the{…}', 'functions on text'],
];

export function TemplateWords() {
  return (
    <Definitions
      look="words"
      nameWidth="250px"
      rows={WORDS.map(([word, text]) => ({ key: word, name: <code className={styles.word}>{word}</code>, text }))}
    />
  );
}
