/** All pictures of a track by what they show, with the ways to add one, take one away and copy them for other tracks. */
import { useQuery } from '@tanstack/react-query';
import type { ArtRow, ArtType } from '../../app/model/art.ts';
import type { PictureInfo, TrackDetail } from '../../app/model/tracks.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { chooseFile } from '../controls/choose-file.ts';
import { Select } from '../controls/Select.tsx';
import { thumbnail } from '../controls/thumbnail.ts';
import { api } from '../service/client.ts';
import { addPicture, copyPictures, removePictures } from '../service/edit-pictures.ts';
import { PICTURE_TYPES } from '../service/picture-file.ts';
import { fileSize } from '../words/amounts.ts';
import { ART_TYPE_LABELS, artTypeOf, OFFERED_ART_TYPES } from '../words/art-types.ts';
import { t } from '../words/text.ts';
import styles from './Inspector.module.css';
import own from './Pictures.module.css';

const EDGE = 34;

export function Pictures({ detail: { id, pictures } }: { readonly detail: TrackDetail }) {
  const { data } = useQuery({ ...api.art.list.queryOptions({ query: `id:${id}` }), enabled: pictures.length > 0 });
  const used = new Set(pictures.map(({ type }) => artTypeOf(type)));
  return (
    <section className={styles.section} aria-labelledby="pictures-of-track">
      <h3 id="pictures-of-track">{t('Pictures')}</h3>
      {pictures.length === 0 ? <p className={styles.sectionEmpty}>{t('This track has no picture.')}</p> : null}
      <ul>
        {pictures.map((picture, index) => (
          <PictureRow
            key={`${picture.url} ${picture.type}`}
            track={id}
            picture={picture}
            facts={data?.pictures.find((row) => row.index === index)}
          />
        ))}
      </ul>
      <div className={own.tools}>
        <Select<ArtType | ''>
          label={t('Add as')}
          value=""
          options={[
            { value: '', label: t('Add a picture …') },
            ...OFFERED_ART_TYPES.filter((type) => type === 'other' || !used.has(type)).map((type) => ({
              value: type,
              label: t(ART_TYPE_LABELS[type]),
            })),
          ]}
          onChange={(type) => {
            if (type !== '') void add(id, type);
          }}
        />
        {pictures.length === 0 ? null : (
          <Button look="quiet" icon="copy" onClick={() => void copyPictures(id)}>
            {t('Copy the pictures')}
          </Button>
        )}
      </div>
    </section>
  );
}

async function add(track: number, type: ArtType): Promise<void> {
  const file = await chooseFile(PICTURE_TYPES);
  if (file !== null) await addPicture(track, type, file);
}

interface PictureRowProps {
  readonly track: number;
  readonly picture: PictureInfo;
  /** Absent until they are known. */
  readonly facts: ArtRow | undefined;
}

function PictureRow({ track, picture: { url, type, description }, facts }: PictureRowProps) {
  const kind = artTypeOf(type);
  const label = t(ART_TYPE_LABELS[kind]);
  return (
    <li className={own.row}>
      <img src={thumbnail(url, EDGE, window.devicePixelRatio)} width={EDGE} height={EDGE} alt="" loading="lazy" />
      <span>
        <b>{label}</b>
        <small>
          {[
            description,
            facts === undefined || facts.width === 0 ? '' : `${facts.width} × ${facts.height}`,
            facts === undefined ? '' : fileSize(facts.bytes),
            facts === undefined ? '' : facts.source === 'file' ? t('in the file') : t('of your own'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <IconButton
        icon="remove"
        label={t('Remove: {{picture}}', { picture: label })}
        onClick={() => void removePictures(track, kind)}
      />
    </li>
  );
}
