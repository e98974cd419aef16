import { describe, expect, it } from 'vitest';
import { cleanNames } from '../../main/checkpoint/tensor-names.ts';

function cleaned(...names: readonly string[]) {
  const entries = names.map((name) => ({ name, dtype: 'F32', shape: [1], offset: 0, strides: [1] }));
  const clean = cleanNames(entries);
  return clean.ok ? clean.value.map(({ name }) => name) : clean.reason;
}

describe('cleanNames', () => {
  it('takes away what wraps a model, however often', () => {
    expect(cleaned('module.conv_stem.weight', '_orig_mod.bn1.bias', 'module._orig_mod.bn2.bias')).toEqual([
      'conv_stem.weight',
      'bn1.bias',
      'bn2.bias',
    ]);
  });

  it('leaves names alone that only resemble it', () => {
    expect(cleaned('modules.0.weight', 'block.module.weight', 'n_averaged')).toEqual([
      'modules.0.weight',
      'block.module.weight',
      'n_averaged',
    ]);
  });

  it('leaves out how many models were averaged', () => {
    expect(cleaned('n_averaged', 'module.bn1.bias')).toEqual(['bn1.bias']);
  });

  it('refuses two tensors that come to one name', () => {
    expect(cleaned('bn1.bias', 'module.bn1.bias')).toBe(
      'has two tensors that are bn1.bias, with and without what wrapped its model',
    );
  });

  it.each(['', 'bn1\n.bias', '\x1b[31mbias', 'a'.repeat(257)])('refuses %j, which is no name', (name) => {
    expect(cleaned('bn1.weight', name)).toContain('no plain text');
  });
});
