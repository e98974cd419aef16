import type { Dialect } from './dialect.ts';
import { efficientnetPytorch } from './efficientnet-pytorch.ts';
import { timm } from './timm.ts';
import { torchvision } from './torchvision.ts';

/** Implementations whose tensor names are known. */
export const DIALECT_IDS = ['timm', 'torchvision', 'efficientnet-pytorch', 'efficientnet-lite-pytorch'] as const;

export type DialectId = (typeof DIALECT_IDS)[number];

export const DIALECTS: Readonly<Record<DialectId, Dialect>> = {
  timm,
  torchvision,
  'efficientnet-pytorch': efficientnetPytorch,
  'efficientnet-lite-pytorch': efficientnetPytorch,
};
