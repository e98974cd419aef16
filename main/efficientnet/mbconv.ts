import type { Block, Layer } from './architecture.ts';
import * as layer from './layer-list.ts';
import type { LayerList } from './layer-list.ts';

/**
 * MBConv (section 4): 1×1 expansion (absent when the factor is 1), depthwise k×k, squeeze-and-excitation, 1×1
 * projection without activation; a shortcut where stride is 1 and input and output channels agree.
 */
export function mbconv(list: LayerList, x: Layer, block: Block): Layer {
  const { kernelSize, stride, expansion, inputChannels, outputChannels, squeezedChannels, dropPathRate } = block;
  const expandedChannels = inputChannels * expansion;
  const pointwise = { kernelSize: 1, stride: 1, groups: 1 } as const;

  let y = x;
  if (expansion !== 1) {
    y = layer.convolutionBatchNorm(list, { block, step: 'expand' }, y, { ...pointwise, filters: expandedChannels });
  }
  const depthwise = { kernelSize, stride, groups: expandedChannels, filters: expandedChannels };
  y = layer.convolutionBatchNorm(list, { block, step: 'depthwise' }, y, depthwise);
  if (squeezedChannels !== null) y = squeezeAndExcitation(list, y, block, squeezedChannels);
  const project = { ...pointwise, filters: outputChannels, linear: true };
  y = layer.convolutionBatchNorm(list, { block, step: 'project' }, y, project);
  if (dropPathRate === null) return y;
  y = layer.dropPath(list, { block, step: 'drop-path' }, y, dropPathRate);
  return layer.add(list, { block, step: 'shortcut' }, y, x);
}

/**
 * Squeeze-and-excitation (Hu et al. 2018): the mean of each channel, through a bottleneck of two 1×1 convolutions
 * and a sigmoid, becomes the factor of that channel.
 */
function squeezeAndExcitation(list: LayerList, x: Layer, block: Block, squeezedChannels: number): Layer {
  const pointwise = { kernelSize: 1, stride: 1, groups: 1, bias: true } as const;
  let s = layer.globalAveragePool(list, { block, step: 'se.squeeze' }, x, 'feature-map');
  s = layer.convolution(list, { block, step: 'se.reduce' }, s, { ...pointwise, filters: squeezedChannels });
  s = layer.activation(list, { block, step: `se.${list.activation}` }, s, list.activation);
  s = layer.convolution(list, { block, step: 'se.expand' }, s, { ...pointwise, filters: layer.channelsOf(x) });
  s = layer.activation(list, { block, step: 'se.sigmoid' }, s, 'sigmoid');
  return layer.multiply(list, { block, step: 'se.excite' }, x, s);
}
