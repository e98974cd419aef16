import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { VARIANT_IDS } from '../../shared/variant.ts';
import { TABLE_2 } from '../efficientnet/table-2.ts';
import { publishedArchitecture } from '../../main/model/formula-weights.ts';
import { variantName } from '../../shared/model-comparison.ts';
import { publishedCosts } from './published-networks.ts';

/** The tables of docs/efficientnet.md that are made from the code, by the name in the comment before each. */
export const EFFICIENTNET_TABLES: Readonly<Record<string, () => string>> = {
  stages: stageTable,
  networks: networkTable,
};

/** The stages with blocks, as `buildArchitecture` makes them of table 1. */
function stageTable(): string {
  const stagesOf = (id: 'b0' | 'b7' | 'lite4') => {
    const { blocks, layers } = publishedArchitecture(id);
    const numbers = [...new Set(blocks.map(({ stage }) => stage))];
    return numbers.map((stage) => {
      const own = blocks.filter((block) => block.stage === stage);
      const first = own[0]!;
      const side = layers.filter(({ block }) => block === own.at(-1)).at(-1)!.output[0];
      return { ...first, layers: own.length, side };
    });
  };
  const [b7, lite4] = [stagesOf('b7'), stagesOf('lite4')];
  const rows = stagesOf('b0').map((row, at) => {
    const operator = `MBConv${row.expansion} ${row.kernelSize}×${row.kernelSize}`;
    const inSize = ({ outputChannels, layers, side }: typeof row) => [`${outputChannels} × ${layers}`, `${side}²`];
    return [String(row.stage), operator, String(row.stride), ...[row, b7[at]!, lite4[at]!].flatMap(inSize)];
  });
  const head = ['stage', 'operator', 'stride', 'B0', 'out', 'B7', 'out', 'Lite4', 'out'];
  return markdownTable(head, rows);
}

function networkTable(): string {
  const head = [
    '',
    'width',
    'depth',
    'px',
    'dropout',
    'parameters',
    'paper',
    'multiply-adds',
    'paper',
    'top-1',
    'top-5',
  ];
  const rows = VARIANT_IDS.map((id) => {
    const { width, depth, resolution, dropout, top1, top5 } = VARIANTS[id];
    const costs = publishedCosts(id);
    const paper = id in TABLE_2 ? TABLE_2[id as keyof typeof TABLE_2] : null;
    return [
      ...[variantName(id), width.toFixed(1), depth.toFixed(1), String(resolution), dropout.toFixed(1)],
      ...[costs.parameters.toLocaleString('en'), paper === null ? '' : `${paper.parameters} M`],
      ...[`${(costs.multiplyAdds / 1e9).toFixed(2)} B`, paper === null ? '' : `${paper.multiplyAdds} B`],
      ...[top1.toFixed(1), top5 === null ? '' : top5.toFixed(1)],
    ];
  });
  return markdownTable(head, rows);
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** A page with what stands between `<!-- NAME -->` and `<!-- end -->` made anew for each table. */
export function withTables(page: string, tables: Readonly<Record<string, () => string>>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [before, rest] = cut(text, `<!-- ${name} -->\n`);
    const [, after] = cut(rest, '<!-- end -->');
    return `${before}<!-- ${name} -->\n${table()}\n<!-- end -->${after}`;
  }, page);
}

function cut(text: string, mark: string): readonly [before: string, after: string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`the page has no ${mark.trim()}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
