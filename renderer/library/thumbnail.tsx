import { IconPhotoOff } from '@tabler/icons-react';
import { windowTexts } from '../../shared/texts/window.ts';
import { pictureAddress } from '../picture/picture-address.ts';
import { type ShownPicture, usePictureProblem, useShownPicture } from '../picture/use-picture-problem.ts';
import styles from './picture-tile.module.css';

/**
 * A picture of the catalog, small; a sign in its place where it cannot be shown, and, where there is room for words, why.
 * Its name is said by what it stands in. Another picture in its place is another key.
 */
export function Thumbnail({ picture, hasRoom = false }: { readonly picture: number; readonly hasRoom?: boolean }) {
  const shown = useShownPicture();
  if (shown.hasFailed) return <MissingThumbnail picture={picture} shown={shown} hasRoom={hasRoom} />;
  return (
    <img
      className={styles['image']}
      src={pictureAddress('thumbnail', picture)}
      alt=""
      draggable={false}
      decoding="async"
      onError={shown.onFailed}
    />
  );
}

/** Follows the catalog in place of the thumbnails: those that are there need not be drawn anew with every change. */
function MissingThumbnail({
  picture,
  shown,
  hasRoom,
}: {
  readonly picture: number;
  readonly shown: ShownPicture;
  readonly hasRoom: boolean;
}) {
  const problem = usePictureProblem(picture, 'thumbnail', shown);
  const words = problem === null ? windowTexts.grid.noThumbnail : windowTexts.pictureProblem.short(problem);
  return (
    <span className={styles['missing']} title={problem === null ? words : windowTexts.pictureProblem.whole(problem)}>
      <IconPhotoOff size="2rem" stroke={1.2} aria-hidden />
      {hasRoom ? <span className={styles['why']}>{words}</span> : null}
    </span>
  );
}
