import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './picture-tile.module.css';

/** A picture of the catalog, small; a sign in its place where it cannot be shown. Its name is said by what it stands in. */
export function Thumbnail({ picture }: { readonly picture: number }) {
  const [failed, setFailed] = useState<number | null>(null);
  if (failed === picture) {
    return (
      <span className={styles['missing']} title={windowTexts.grid.noThumbnail}>
        <IconPhotoOff size="2rem" stroke={1.2} aria-hidden />
      </span>
    );
  }
  return (
    <img
      className={styles['image']}
      src={`picture://thumbnail/${picture}`}
      alt=""
      draggable={false}
      decoding="async"
      onError={() => {
        setFailed(picture);
      }}
    />
  );
}
