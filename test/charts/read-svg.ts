import sharp from 'sharp';

export interface ReadDrawing {
  readonly title: string;
  readonly description: string;
  readonly texts: readonly string[];
  /** Colours of texts. */
  readonly colors: ReadonlySet<string>;
  /** How many points each series has. */
  readonly points: readonly number[];
}

/** What is in an SVG document; rejects where it is not well-formed: librsvg, which draws it, reads XML strictly. */
export async function readSvg(svg: string): Promise<ReadDrawing> {
  const drawn = await sharp(Buffer.from(svg)).stats();
  if (drawn.channels.every(({ stdev }) => stdev === 0)) throw new Error('nothing is drawn');
  const texts = [...svg.matchAll(/<text\b([^>]*)>([^<]*)<\/text>/g)];
  const points = [...svg.matchAll(/ecmeta_series_index="(\d+)" ecmeta_data_index="\d+" ecmeta_ssr_type="chart"/g)];
  const series = points.map(([, one]) => Number(one));
  return {
    title: unescaped(/<title>([^<]*)<\/title>/.exec(svg)?.[1] ?? ''),
    description: unescaped(/<desc>([^<]*)<\/desc>/.exec(svg)?.[1] ?? ''),
    texts: texts.map(([, , text]) => unescaped(text ?? '')),
    colors: new Set(texts.map(([, attributes]) => / fill="([^"]*)"/.exec(attributes ?? '')?.[1] ?? 'none')),
    points: [...new Set(series)].map((one) => series.filter((of) => of === one).length),
  };
}

function unescaped(text: string): string {
  const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' } as const;
  return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity as keyof typeof entities]);
}
