/** Where the window is. */
export type Place =
  | { readonly screen: 'library'; readonly query: string }
  | { readonly screen: 'failures' }
  | { readonly screen: 'classes' }
  /** `from`: the screen that one comes back from; the button to it gets the focus. */
  | { readonly screen: 'models'; readonly from?: 'available-models' | 'compare' }
  | { readonly screen: 'engines' }
  | { readonly screen: 'available-models' }
  | { readonly screen: 'compare' }
  | { readonly screen: 'settings' };
