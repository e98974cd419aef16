/** What a button has that acts only while it is not held. Held, it keeps the focus, which a disabled button would lose. */
export function heldWhile(isHeld: boolean, onClick: () => void) {
  return isHeld ? { 'aria-disabled': true, 'data-disabled': true } : { onClick };
}
