import type { Padding } from '../../shared/variant.ts';
import type { Architecture, Block } from './architecture.ts';
import * as layer from './layer-list.ts';
import type { LayerList } from './layer-list.ts';
import { mbconv } from './mbconv.ts';
import { scaleChannels, scaleLayers, type Scaling } from './scaling.ts';
import { DROP_PATH_RATE, HEAD, SQUEEZE_RATIO, STAGES, STEM } from './stage-table.ts';

/** Everything that makes a network; a `Variant` and the last three lines make a published one. */
export interface ArchitectureOptions extends Scaling {
  /**
   * The Lite family: no squeeze-and-excitation, ReLU6 instead of Swish; width of stem and head, and layers of the
   * first and last MBConv stage, are not scaled.
   */
  readonly lite: boolean;
  /** Rate before the fully connected layer, 0…1; in training only. */
  readonly dropout: number;
  /** Length of the logits. */
  readonly classes: number;
  readonly padding: Padding;
  /** Added to the variance by every batch normalisation. */
  readonly epsilon: number;
}

/**
 * The network of table 1, scaled: a stem, MBConv stages and a head, one layer after the other.
 *
 * @throws RangeError where a number is not positive, or resolution or classes are not whole
 */
export function buildArchitecture(options: ArchitectureOptions): Architecture {
  checkOptions(options);
  const { lite, width, resolution, classes, padding, epsilon } = options;
  const list: LayerList = { layers: [], padding, epsilon, activation: lite ? 'relu6' : 'swish' };

  const stemWidth = lite ? 1 : width;
  const stemChannels = scaleChannels(STEM.channels, stemWidth);
  const headChannels = scaleChannels(HEAD.channels, stemWidth);
  const blocks = scaleBlocks(options, stemChannels);

  let x = layer.input(list, resolution);
  const stem = { kernelSize: STEM.kernelSize, stride: STEM.stride, groups: 1, filters: stemChannels };
  x = layer.convolutionBatchNorm(list, { block: null, step: 'stem' }, x, stem);
  for (const block of blocks) x = mbconv(list, x, block);
  const head = { kernelSize: 1, stride: 1, groups: 1, filters: headChannels } as const;
  x = layer.convolutionBatchNorm(list, { block: null, step: 'head' }, x, head);
  x = layer.globalAveragePool(list, { block: null, step: 'head.pool' }, x, 'vector');
  x = layer.dropout(list, { block: null, step: 'head.dropout' }, x, options.dropout);
  layer.fullyConnected(list, { block: null, step: 'classifier' }, x, classes);
  return { resolution, classes, padding, blocks, layers: list.layers };
}

/** Table 1's stages as blocks: width and depth scaled, strides and channels of each block worked out. */
function scaleBlocks({ lite, width, depth }: ArchitectureOptions, stemChannels: number): Block[] {
  const blocks: Omit<Block, 'dropPathRate'>[] = [];
  let inputChannels = stemChannels;
  for (const [row, { stage, expansion, kernelSize, stride, channels, layers }] of STAGES.entries()) {
    const isFirstOrLast = row === 0 || row === STAGES.length - 1;
    const outputChannels = scaleChannels(channels, width);
    const repeats = lite && isFirstOrLast ? layers : scaleLayers(layers, depth);
    for (let index = 0; index < repeats; index++) {
      blocks.push({
        name: `stage${stage}.${index}`,
        stage,
        index,
        position: blocks.length,
        expansion,
        kernelSize,
        stride: index === 0 ? stride : 1,
        inputChannels,
        outputChannels,
        squeezedChannels: lite ? null : inputChannels * SQUEEZE_RATIO,
      });
      inputChannels = outputChannels;
    }
  }
  return blocks.map((block) => {
    const hasShortcut = block.stride === 1 && block.inputChannels === block.outputChannels;
    return { ...block, dropPathRate: hasShortcut ? (DROP_PATH_RATE * block.position) / blocks.length : null };
  });
}

function checkOptions({ width, depth, resolution, classes, epsilon }: ArchitectureOptions): void {
  for (const [name, value] of Object.entries({ width, depth, resolution, classes, epsilon })) {
    if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be positive, not ${value}`);
  }
  for (const [name, value] of Object.entries({ resolution, classes })) {
    if (!Number.isInteger(value)) throw new RangeError(`${name} must be a whole number, not ${value}`);
  }
}
