import { Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import type { ChartSize } from '../../shared/charts/comparison-chart.ts';
import { CHART_PALETTES, type ChartPalette } from '../../shared/charts/palette.ts';
import { compareScreenTexts as texts } from '../../shared/texts/compare-screen.ts';
import { useRootFontSize } from '../root-font-size.ts';
import styles from './compare-screen.module.css';
import type * as Drawer from './draw.ts';

/** Of its text. */
const TEXT_REM = 0.75;

type Library = typeof Drawer;

/**
 * A chart in the colours of the window, as wide as its place and never too narrow for its words. It is a picture, which
 * `described` puts into words: what can be done with it stands beside it. `option` must be the same function for the same chart.
 */
export function Drawing({
  label,
  described,
  leastWidth,
  heightOf,
  option,
}: {
  readonly label: string;
  readonly described: string;
  /** In sizes of its text; where there is less room, it is moved sideways. */
  readonly leastWidth: number;
  /** In pixels, at this size of text. */
  readonly heightOf: (fontSize: number) => number;
  readonly option: (size: ChartSize, palette: ChartPalette) => EChartsCoreOption;
}) {
  const library = useLibrary();
  const { ref, width: placeWidth } = useElementSize<HTMLDivElement>();
  const element = useRef<HTMLDivElement>(null);
  const fontSize = TEXT_REM * useRootFontSize();
  const palette = CHART_PALETTES[useComputedColorScheme('light', { getInitialValueInEffect: false })];
  const width = Math.floor(Math.max(placeWidth, leastWidth * fontSize));
  const height = Math.round(heightOf(fontSize));
  const isReady = typeof library === 'object' && placeWidth > 0;
  useEffect(() => {
    if (!isReady || element.current === null) return;
    return library.draw(element.current, option({ width, height, fontSize }, palette), { width, height });
  }, [library, isReady, option, width, height, fontSize, palette]);
  return (
    <div
      ref={ref}
      className={styles['drawing']}
      style={{ background: palette.background }}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {library === 'not-loaded' ? <Text size="sm">{texts.notDrawn}</Text> : null}
      {library === 'loading' ? (
        <Text size="sm" role="status">
          {texts.drawing}
        </Text>
      ) : null}
      <div ref={element} role="img" aria-label={described} style={{ width, height }} />
    </div>
  );
}

/** What draws, loaded when it is first needed: the window's start does not wait for it. */
function useLibrary(): Library | 'loading' | 'not-loaded' {
  const [library, setLibrary] = useState<Library | 'loading' | 'not-loaded'>('loading');
  useEffect(() => {
    let isGone = false;
    import('./draw.ts').then(
      (loaded) => {
        if (!isGone) setLibrary(loaded);
      },
      () => {
        if (!isGone) setLibrary('not-loaded');
      },
    );
    return () => {
      isGone = true;
    };
  }, []);
  return library;
}
