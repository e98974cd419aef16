import { Loader, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './picture-view.module.css';

const texts = windowTexts.picture;

/** A picture as large as its place allows, or why it cannot be shown. */
export function LargePicture({ picture, name }: { readonly picture: number; readonly name: string }) {
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  return (
    <>
      {state === 'loading' ? <Loader size="sm" aria-label={texts.loading} className={styles['loader']} /> : null}
      {state === 'failed' ? (
        <div className={styles['cannot']}>
          <IconPhotoOff size="3rem" stroke={1.2} aria-hidden />
          <Text>{texts.cannotShow}</Text>
        </div>
      ) : (
        <img
          className={styles['picture']}
          src={`picture://original/${picture}`}
          alt={name}
          draggable={false}
          onLoad={() => {
            setState('shown');
          }}
          onError={() => {
            setState('failed');
          }}
        />
      )}
    </>
  );
}
