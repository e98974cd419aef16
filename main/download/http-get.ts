/** What a server answered, before its body is read. */
export interface HttpReply {
  readonly status: number;
  /** A header's value by its lower-case name; null where there is none. */
  header(name: string): string | null;
  /** The bytes as they come. Throws where the connection breaks; whoever leaves it early calls `close`. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of the connection, whatever of the body has been read. */
  close(): void;
}

/**
 * How a host asks a server: through the system's proxy, without following redirects, without cookies, and never of an
 * address that is not public (`NotPublicError`), but where a test allows this machine's own. Throws where no answer comes.
 */
export type HttpGet = (url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<HttpReply>;
