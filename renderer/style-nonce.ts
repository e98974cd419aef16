/**
 * The nonce by which the page's policy knows the style elements of this load. The page has it in an element of its own,
 * whose attribute the browser empties: a selector in somebody else's style sheet could read it there.
 */
export function readStyleNonce(): string {
  const nonce = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.nonce;
  if (nonce === undefined || nonce === '') throw new Error('index.html has no style sheet with a nonce');
  return nonce;
}
