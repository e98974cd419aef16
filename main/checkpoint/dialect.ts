import type { Block, Layer, ParameterRole } from '../efficientnet/architecture.ts';

/** How one implementation names its tensors, as short tables from a layer's step to the module that holds it. */
export interface Dialect {
  /** Modules outside blocks: `stem.conv` → `conv_stem`. */
  readonly network: ModuleNames;
  /** Modules of a block, below its prefix: `expand.conv` → `conv_pw`. */
  readonly blockModules: (block: Block) => ModuleNames;
  /** What precedes the modules of a block, with the separator. */
  readonly blockPrefix: (block: Block) => string;
  /** The last part of a tensor's name. */
  readonly roles: Readonly<Record<ParameterRole, string>>;
  /** Tensors that such files hold beside the network's parameters. */
  readonly ignored: RegExp;
}

type ModuleNames = Readonly<Record<string, string>>;

/** Name of one parameter's tensor in files of this dialect: `blocks.1.0.conv_pw.weight`. */
export function tensorName(dialect: Dialect, { block, step, name }: Layer, role: ParameterRole): string {
  const modules = block === null ? dialect.network : dialect.blockModules(block);
  const module = modules[step];
  if (module === undefined) throw new Error(`the dialect has no name for ${name}`);
  const prefix = block === null ? '' : dialect.blockPrefix(block);
  return `${prefix}${module}.${dialect.roles[role]}`;
}
