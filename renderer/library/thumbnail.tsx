import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useRevision } from '../state/revision.tsx';
import styles from './picture-tile.module.css';

/** A picture that is damaged stays so; one whose file was away, or whose process died, is there the next time. */
const MOST_TRIES = 3;

/** A picture of the catalog, small; a sign in its place where it cannot be shown. Its name is said by what it stands in. */
export function Thumbnail({ picture }: { readonly picture: number }) {
  const [state, setState] = useState({ picture, failures: 0, hasFailed: false });
  const { failures, hasFailed } = state.picture === picture ? state : { failures: 0, hasFailed: false };
  if (hasFailed) {
    const tryAgain = () => {
      setState({ picture, failures, hasFailed: false });
    };
    return <MissingThumbnail onCatalogChange={failures < MOST_TRIES ? tryAgain : null} />;
  }
  return (
    <img
      className={styles['image']}
      src={`picture://thumbnail/${picture}`}
      alt=""
      draggable={false}
      decoding="async"
      onError={() => {
        setState({ picture, failures: failures + 1, hasFailed: true });
      }}
    />
  );
}

/** Follows the catalog in place of the thumbnails: those that are there need not be drawn anew with every change. */
function MissingThumbnail({ onCatalogChange }: { readonly onCatalogChange: (() => void) | null }) {
  const revision = useRevision();
  const [since] = useState(revision);
  useEffect(() => {
    if (revision !== since) onCatalogChange?.();
  }, [revision, since, onCatalogChange]);
  return (
    <span className={styles['missing']} title={windowTexts.grid.noThumbnail}>
      <IconPhotoOff size="2rem" stroke={1.2} aria-hidden />
    </span>
  );
}
