/** Of a rem, in CSS pixels: follows the size of text that the person has chosen. */
export function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
