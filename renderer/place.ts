/** Where the window is. */
export type Place =
  | { readonly screen: 'library'; readonly query: string }
  | { readonly screen: 'failures' }
  | { readonly screen: 'classes' }
  | { readonly screen: 'models' }
  | { readonly screen: 'engines' }
  | { readonly screen: 'available-models' }
  | { readonly screen: 'compare' }
  | { readonly screen: 'settings' };
