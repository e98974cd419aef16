import type { DialectId } from '../../shared/recognition.ts';
import type { Dialect } from './dialect.ts';
import { efficientnetPytorch } from './efficientnet-pytorch.ts';
import { timm } from './timm.ts';
import { torchvision } from './torchvision.ts';

export const DIALECTS: Readonly<Record<DialectId, Dialect>> = {
  timm,
  torchvision,
  'efficientnet-pytorch': efficientnetPytorch,
  'efficientnet-lite-pytorch': efficientnetPytorch,
};
