import { expect, it } from 'vitest';
import { createMenuLayers } from '../../../renderer/state/menu-layers.ts';
import type { MenuItem } from '../../../shared/contract/menu-items.ts';

/** A window whose layers do what is listed, and whether one of its text fields has the focus. */
function layersOfWindow(field: { isFocused: boolean } = { isFocused: false }) {
  const told: string[] = [];
  const done: string[] = [];
  const select = () => done.push('text');
  const layers = createMenuLayers(
    (items) => told.push(items.join(' ')),
    () => (field.isFocused ? { select } : null),
  );
  const set = (id: string, isOver: boolean, ...items: readonly MenuItem[]): void => {
    layers.set(id, { isOver, items, act: (item) => done.push(`${id}: ${item}`) });
  };
  const settled = () => Promise.resolve();
  return { layers, set, told, done, settled };
}

it('what lies over the others acts alone, the last one first', async () => {
  const { layers, set, told, done, settled } = layersOfWindow();
  set('library', false, 'find', 'undo');
  set('window', false, 'deleteData');
  await settled();
  set('picture', true, 'undo');
  await settled();
  set('dialog', true);
  // In its place: the dialog lies over it still.
  set('picture', true, 'undo');
  await settled();
  layers.act('undo');
  layers.remove('dialog');
  await settled();
  layers.act('undo');
  layers.act('deleteData');
  layers.remove('picture');
  await settled();
  layers.act('deleteData');
  expect(done).toEqual(['picture: undo', 'window: deleteData']);
  expect(told).toEqual(['find undo deleteData', 'undo', '', 'undo', 'find undo deleteData']);
});

it('tells what can be done once after all changes of a moment, and not what is as it was', async () => {
  const { layers, set, told, settled } = layersOfWindow();
  set('library', false, 'find');
  set('dialog', true);
  layers.remove('dialog');
  await settled();
  set('library', false, 'find');
  await settled();
  expect(told).toEqual(['find']);
});

it('selects the text where a field of text has the focus, else the pictures', async () => {
  const field = { isFocused: true };
  const { layers, set, told, done, settled } = layersOfWindow(field);
  set('library', false, 'selectAll');
  set('dialog', true);
  layers.act('selectAll');
  await settled();
  layers.remove('dialog');
  field.isFocused = false;
  layers.act('selectAll');
  set('dialog', true);
  await settled();
  layers.act('selectAll');
  expect(done).toEqual(['text', 'library: selectAll']);
  expect(told).toEqual(['selectAll', '']);
});
