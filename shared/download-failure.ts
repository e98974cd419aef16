/** Why a file could not be downloaded. What has come so far is kept, and gone on with, where that helps. */
export type DownloadFailure =
  /** No connection, or none that lasted: `reason` is the system's. */
  | { readonly kind: 'offline'; readonly host: string; readonly reason: string }
  /** Nobody took the connection, or whoever did said nothing for so long. */
  | { readonly kind: 'unanswered'; readonly host: string; readonly seconds: number }
  /** The server answered with this HTTP status. */
  | { readonly kind: 'status'; readonly host: string; readonly status: number }
  /** Led to another scheme than https. */
  | { readonly kind: 'insecure'; readonly url: string }
  /** Led into this machine or its network. */
  | { readonly kind: 'not-public'; readonly reason: string }
  /** A variable of the process names a proxy of another scheme than http and https, or (null) none that can be read. */
  | { readonly kind: 'unusable-proxy'; readonly variable: string; readonly scheme: string | null }
  | { readonly kind: 'redirects'; readonly host: string }
  /** Fewer bytes came than the server had announced, again and again. */
  | { readonly kind: 'incomplete'; readonly host: string; readonly bytes: number; readonly total: number | null }
  /** Hardly anything came for a while. */
  | { readonly kind: 'stalled'; readonly host: string; readonly seconds: number }
  /** The server announced, or sent, another number of bytes than the file has, or more than it can have. */
  | { readonly kind: 'wrong-size'; readonly host: string; readonly bytes: number; readonly expected: number }
  /** It is whole, and not the file that was published: it has been removed. */
  | { readonly kind: 'wrong-digest'; readonly host: string; readonly sha256: string; readonly expected: string }
  | { readonly kind: 'no-space'; readonly folder: string; readonly needed: number; readonly free: number }
  /** The file system refused. */
  | { readonly kind: 'unwritable'; readonly file: string; readonly reason: string }
  /** Another program that runs, or another part of this one, is at it: `pid` is its process. */
  | { readonly kind: 'in-use'; readonly file: string; readonly pid: number }
  | { readonly kind: 'cancelled' };
