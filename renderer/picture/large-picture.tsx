import { Loader, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './picture-view.module.css';
import { type ShownPicture, usePictureProblem, useShownPicture } from './use-picture-problem.ts';

const texts = windowTexts.picture;

/** A picture as large as its place allows, or why it cannot be shown. */
export function LargePicture({ picture, name }: { readonly picture: number; readonly name: string }) {
  const shown = useShownPicture(picture);
  const [isLoaded, setIsLoaded] = useState(false);
  if (shown.hasFailed) return <MissingPicture picture={picture} shown={shown} />;
  return (
    <>
      {isLoaded ? null : <Loader size="sm" aria-label={texts.loading} className={styles['loader']} />}
      <img
        className={styles['picture']}
        src={`picture://original/${picture}`}
        alt={name}
        draggable={false}
        onLoad={() => {
          setIsLoaded(true);
        }}
        onError={shown.onFailed}
      />
    </>
  );
}

function MissingPicture({ picture, shown }: { readonly picture: number; readonly shown: ShownPicture }) {
  const problem = usePictureProblem(picture, 'view', shown);
  return (
    <div className={styles['cannot']} role="status">
      <IconPhotoOff size="3rem" stroke={1.2} aria-hidden />
      <Text fw={600}>{texts.cannotShow}</Text>
      {problem === null ? null : <Text maw="30rem">{windowTexts.pictureProblem.whole(problem)}</Text>}
    </div>
  );
}
