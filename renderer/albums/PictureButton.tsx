/** Chooses a picture file. */
import { useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import { PICTURE_TYPES } from '../service/picture-file.ts';
import { t } from '../words/text.ts';

export function PictureButton({ onPicture }: { readonly onPicture: (file: File) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon="picture" onClick={() => chooser.current?.click()}>
        {t('Choose a cover …')}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('Picture file')}
        accept={PICTURE_TYPES.join(',')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) onPicture(file);
          event.target.value = '';
        }}
      />
    </>
  );
}
