import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useRevision } from '../state/revision.tsx';
import styles from './picture-tile.module.css';

/** A picture that is damaged stays so; one whose file was away, or whose process died, is there the next time. */
const MOST_TRIES = 3;

/** A picture of the catalog, small; a sign in its place where it cannot be shown. Its name is said by what it stands in. */
export function Thumbnail({ picture }: { readonly picture: number }) {
  const revision = useRevision();
  const [failed, setFailed] = useState({ picture, revision, tries: 0 });
  const tries = failed.picture === picture ? failed.tries : 0;
  // Asked for again when the catalog has changed.
  if (tries >= MOST_TRIES || (tries > 0 && failed.revision === revision)) {
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
        setFailed({ picture, revision, tries: tries + 1 });
      }}
    />
  );
}
