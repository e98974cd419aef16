import { afterEach, beforeEach, describe, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';
import { expectWholeLayout, type WindowSize } from './layout-walk.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

describe.each<[string, WindowSize]>([
  ['as small as it gets', { width: 700, height: 480, text: '100%', zoom: 1 }],
  ['zoomed in to twice its size', { width: 1280, height: 860, text: '100%', zoom: 2 }],
  ['as it opens', { width: 1280, height: 860, text: '100%', zoom: 1 }],
  ['with text at 200 %', { width: 1280, height: 860, text: '200%', zoom: 1 }],
])('the window %s', (_what, size) => {
  it('cuts nothing off, and lays nothing over anything else, on any screen', () => expectWholeLayout(desk, size));
});
