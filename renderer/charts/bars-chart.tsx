import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { Bar, BarChart, type BarShapeProps, Rectangle, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useRootFontSize } from '../root-font-size.ts';
import styles from './charts-panel.module.css';

const texts = windowTexts.charts;

const TICK_REM = 0.6875;
/** Of the names beside bars, and of those below them. */
const NAMES_REM = { width: 6.875, height: 1.125 } as const;
const LONGEST_NAME = 18;
/** In pixels: two bars are no walls. */
const THICKEST = 24;

export interface ChartBar {
  readonly name: string;
  readonly pictures: number;
  readonly onChoose: () => void;
}

/**
 * Bars that one can click. The drawing is for the eye and the mouse; the same as a table of buttons is for keyboard and
 * screen reader: where one of them has the focus, its bar is marked and its words stand below the drawing.
 */
export function BarsChart({
  title,
  bars,
  isUpright = false,
}: {
  readonly title: string;
  readonly bars: readonly ChartBar[];
  /** From the bottom up, with as many names below as there is room for; else from the left, with all names beside them. */
  readonly isUpright?: boolean;
}) {
  const [marked, setMarked] = useState<number | null>(null);
  const rem = useRootFontSize();
  if (bars.every(({ pictures }) => pictures === 0)) return null;
  const bar = marked === null ? undefined : bars[marked];
  const axis = {
    axisLine: false,
    tickLine: false,
    tick: { fontSize: TICK_REM * rem, fill: 'var(--window-dimmed)' },
  } as const;
  return (
    <figure className={styles['chart']}>
      <figcaption className={styles['title']}>{title}</figcaption>
      <div
        aria-hidden
        className={styles['drawing']}
        onMouseLeave={() => {
          setMarked(null);
        }}
      >
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={[...bars]}
            layout={isUpright ? 'horizontal' : 'vertical'}
            margin={{ top: 2, right: 2, bottom: 2, left: 2 }}
            barCategoryGap={1}
            accessibilityLayer={false}
          >
            {isUpright ? (
              <XAxis
                dataKey="name"
                height={NAMES_REM.height * rem}
                minTickGap={12}
                interval="equidistantPreserveStart"
                {...axis}
              />
            ) : (
              <XAxis type="number" hide />
            )}
            {isUpright ? (
              <YAxis hide />
            ) : (
              <YAxis
                type="category"
                dataKey="name"
                width={NAMES_REM.width * rem}
                interval={0}
                tickFormatter={onOneLine}
                {...axis}
              />
            )}
            <Bar
              dataKey="pictures"
              isAnimationActive={false}
              minPointSize={2}
              maxBarSize={THICKEST}
              shape={({ index, ...shape }: BarShapeProps) => (
                <Rectangle {...shape} className={styles['bar'] ?? ''} data-marked={index === marked || undefined} />
              )}
              onClick={(_data, at) => {
                bars[at]?.onChoose();
              }}
              onMouseEnter={(_data, at) => {
                setMarked(at);
              }}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Text size="xs" className={styles['told']} aria-hidden>
        {bar === undefined ? '' : texts.bar(bar.name, bar.pictures)}
      </Text>
      <VisuallyHidden>
        <table aria-label={title}>
          <tbody>
            {bars.map(({ name, pictures, onChoose }, at) =>
              pictures === 0 ? null : (
                <tr key={name}>
                  <td>
                    <UnstyledButton
                      onClick={onChoose}
                      onFocus={() => {
                        setMarked(at);
                      }}
                      onBlur={() => {
                        setMarked(null);
                      }}
                    >
                      {texts.bar(name, pictures)}
                    </UnstyledButton>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  );
}

/** The start of a long name; Recharts breaks lines at spaces. */
function onOneLine(name: string): string {
  const start = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  return start.replaceAll(' ', '\u00a0');
}
