import { Group, Slider, Tooltip } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { TILE_SIZES, type TileSize } from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './library-screen.module.css';

const texts = windowTexts.tileSize;

/** How large the pictures of the grid are, from many small ones to few large ones. */
export function TileSizeSlider({
  size,
  onSize,
}: {
  readonly size: TileSize;
  readonly onSize: (size: TileSize) => void;
}) {
  return (
    <Tooltip label={texts.label} openDelay={500}>
      <Group gap="0.4rem" wrap="nowrap" ml="auto" className={styles['quiet']}>
        <IconPhoto size="0.8rem" stroke={1.6} aria-hidden />
        <Slider
          w="6rem"
          size="sm"
          min={0}
          max={TILE_SIZES.length - 1}
          step={1}
          value={TILE_SIZES.indexOf(size)}
          label={null}
          thumbLabel={texts.label}
          thumbValueText={texts.names[size]}
          onChange={(step) => {
            const next = TILE_SIZES[step];
            // It says so for every move of the mouse.
            if (next !== undefined && next !== size) onSize(next);
          }}
        />
        <IconPhoto size="1.2rem" stroke={1.6} aria-hidden />
      </Group>
    </Tooltip>
  );
}
