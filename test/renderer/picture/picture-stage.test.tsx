// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useWindowEvent } from '@mantine/hooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PictureStage } from '../../../renderer/picture/picture-stage.tsx';
import { useActualSize } from '../../../renderer/picture/use-actual-size.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A stage with the keys that a screen gives it. */
function Stage() {
  const size = useActualSize(1);
  useWindowEvent('keydown', (event) => {
    size.act(event);
  });
  return <PictureStage picture={1} name="dog.jpg" size={size} />;
}

it('drags a picture in actual size while the button is pressed, and not after it was let go elsewhere', () => {
  const scrolled: unknown[] = [];
  Element.prototype.scrollTo = (...to: unknown[]) => {
    scrolled.push(to);
  };
  Element.prototype.setPointerCapture = () => undefined;
  render(<Stage />, { wrapper: inWindow(fakeBridge({})) });
  const image = screen.getByRole('img', { name: 'dog.jpg' });
  fireEvent.load(image);
  // Let go over the panel beside it, of which the stage hears nothing.
  fireEvent.pointerDown(image, { button: 0, buttons: 1, clientX: 10, clientY: 10 });
  fireEvent.keyDown(document.body, { key: 'z' });
  screen.getByRole('region', { name: windowTexts.picture.inActualSize });
  scrolled.length = 0;
  fireEvent.pointerMove(image, { buttons: 0, clientX: 30, clientY: 50 });
  expect(scrolled).toEqual([]);
  // Nor with a button that is pressed anew, elsewhere.
  fireEvent.pointerMove(image, { buttons: 1, clientX: 30, clientY: 50 });
  expect(scrolled).toEqual([]);

  fireEvent.pointerDown(image, { button: 0, buttons: 1, clientX: 30, clientY: 50 });
  fireEvent.pointerMove(image, { buttons: 1, clientX: 20, clientY: 10 });
  expect(scrolled).toEqual([[10, 40]]);
  fireEvent.pointerUp(image, { button: 0, buttons: 0, clientX: 20, clientY: 10 });
  fireEvent.pointerMove(image, { buttons: 1, clientX: 0, clientY: 0 });
  expect(scrolled).toHaveLength(1);
  screen.getByRole('region', { name: windowTexts.picture.inActualSize });
});
