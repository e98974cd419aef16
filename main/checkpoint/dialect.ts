import type { Block, Layer, ParameterRole } from '../efficientnet/architecture.ts';

/** How one implementation names its tensors, as short tables from a layer's step to the module that holds it. */
export interface Dialect {
  /** Modules outside blocks: `stem.conv` → `conv_stem`. */
  readonly network: ModuleNames & { readonly classifier: string };
  /** Modules of a block, below its prefix: `expand.conv` → `conv_pw`. */
  readonly blockModules: (block: Block) => ModuleNames;
  /** What precedes the modules of a block, with the separator. */
  readonly blockPrefix: (block: Block) => string;
}

export type ModuleNames = Readonly<Record<string, string>>;

/** The last part of a tensor's name: PyTorch's own, so that all dialects share it. */
const ROLES: Readonly<Record<ParameterRole, string>> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  mean: 'running_mean',
  variance: 'running_var',
};

/** Tensors that PyTorch keeps beside a network's parameters: how many batches each normalisation has seen. */
export const IGNORED_TENSORS = /\.num_batches_tracked$/;

/** Name of one parameter's tensor in files of this dialect: `blocks.1.0.conv_pw.weight`. */
export function tensorName(dialect: Dialect, { block, step, name }: Layer, role: ParameterRole): string {
  const modules = block === null ? dialect.network : dialect.blockModules(block);
  const module = modules[step];
  if (module === undefined) throw new Error(`the dialect has no name for ${name}`);
  const prefix = block === null ? '' : dialect.blockPrefix(block);
  return `${prefix}${module}.${ROLES[role]}`;
}
