import { CHART_FONT, type ChartPalette } from './palette.ts';

/** Lines above a drawing, the first of them its title, as options of ECharts; `fontSize` in pixels, of the other lines. */
export function chartTitle(lines: readonly string[], fontSize: number, palette: ChartPalette) {
  return lines.map((text, at) => ({
    text,
    left: 0.6 * fontSize,
    top: 0.6 * fontSize + 1.6 * fontSize * at,
    padding: 0,
    textStyle: {
      color: at === 0 ? palette.text : palette.dimmed,
      fontFamily: CHART_FONT,
      fontSize: at === 0 ? 1.25 * fontSize : fontSize,
      fontWeight: at === 0 ? 600 : ('normal' as const),
    },
  }));
}
