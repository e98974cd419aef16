/** Colours of a chart, for one background. */
export interface ChartPalette {
  readonly background: string;
  readonly text: string;
  readonly dimmed: string;
  readonly grid: string;
  /** Told apart without colour as well, by their shapes. */
  readonly series: readonly [first: string, second: string, third: string, fourth: string];
}

/** Text has a contrast of 7 and more to its background, lines of series one of 3 and more. */
export const CHART_PALETTES: Readonly<Record<'light' | 'dark', ChartPalette>> = {
  light: {
    background: '#ffffff',
    text: '#24292f',
    dimmed: '#4b535c',
    grid: '#d8dee4',
    series: ['#0969da', '#bc4c00', '#1a7f37', '#8250df'],
  },
  dark: {
    background: '#242424',
    text: '#e6edf3',
    dimmed: '#b3bcc6',
    grid: '#444c56',
    series: ['#6cb6ff', '#f69d50', '#6bc46d', '#dcbdfb'],
  },
};

// Single quotes: ECharts puts it between double ones, as it is.
export const CHART_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
