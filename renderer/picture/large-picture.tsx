import { Loader, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { pictureAddress } from './picture-address.ts';
import styles from './picture-view.module.css';
import { type ShownPicture, usePictureProblem, useShownPicture } from './use-picture-problem.ts';

const texts = windowTexts.picture;

/** A picture as large as its place allows, or why it cannot be shown. Another picture in its place is another key. */
export function LargePicture({
  picture,
  name,
  isActual,
  onShown,
}: {
  readonly picture: number;
  readonly name: string;
  /** In its own pixels, whatever room there is. */
  readonly isActual: boolean;
  readonly onShown: () => void;
}) {
  const shown = useShownPicture();
  /** Its own, in pixels; null before it is loaded. */
  const [width, setWidth] = useState<number | null>(null);
  if (shown.hasFailed) return <MissingPicture picture={picture} name={name} shown={shown} />;
  return (
    <>
      {width !== null ? null : <Loader size="sm" aria-label={texts.loading} className={styles['loader']} />}
      <img
        className={styles['picture']}
        data-shown={width !== null || undefined}
        src={pictureAddress('original', picture)}
        alt={name}
        draggable={false}
        {...(isActual && width !== null ? { style: { width: width / window.devicePixelRatio } } : {})}
        onLoad={(event) => {
          setWidth(event.currentTarget.naturalWidth);
          onShown();
        }}
        onError={shown.onFailed}
      />
    </>
  );
}

/** What can be shown in its place, the thumbnail where there is one, and why. */
function MissingPicture({
  picture,
  name,
  shown,
}: {
  readonly picture: number;
  readonly name: string;
  readonly shown: ShownPicture;
}) {
  const problem = usePictureProblem(picture, 'view', shown);
  const [hasThumbnail, setHasThumbnail] = useState(true);
  return (
    <div className={styles['cannot']}>
      {hasThumbnail ? (
        <img
          className={styles['standIn']}
          src={pictureAddress('thumbnail', picture)}
          alt={name}
          draggable={false}
          onError={() => {
            setHasThumbnail(false);
          }}
        />
      ) : (
        <IconPhotoOff size="3rem" stroke={1.2} aria-hidden />
      )}
      <div role="status">
        <Text fw={600}>{texts.cannotShow}</Text>
        {problem === null ? null : <Text maw="30rem">{windowTexts.pictureProblem.whole(problem)}</Text>}
      </div>
    </div>
  );
}
