// What goes through the channel between an Electron application and a utility process of its own. Electron drops what a
// process sent just before it died, where the application has not yet come to read it; so the application says what it
// has received, and a process that must have said something waits for that.

/** From a utility process: its messages, numbered from 1. */
export interface FromUtility {
  readonly sequence: number;
  readonly message: object;
}

/** To a utility process. */
export type ToUtility =
  | { readonly kind: 'message'; readonly message: object }
  /** Everything up to this number has arrived. */
  | { readonly kind: 'received'; readonly sequence: number };
