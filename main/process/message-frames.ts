import type { Socket } from 'node:net';
import { decodeMessage, encodeMessage } from './message-code.ts';

// Messages on a stream of bytes: the length of one in 4 bytes, little-endian, then the message.

const HEADER_BYTES = 4;

/** Hands a message to the system at once, as far as that has room; `onTaken` is called when it has all, or the socket is closed. */
export function writeMessage(socket: Socket, message: object, onTaken: () => void): void {
  const body = encodeMessage(message);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.reduce((sum, part) => sum + part.length, 0));
  socket.cork();
  socket.write(header);
  body.forEach((part, index) => {
    if (index < body.length - 1) socket.write(part);
    else socket.write(part, onTaken);
  });
  socket.uncork();
}

/** Takes the chunks of such a stream, in order, and calls `listener` with each message as soon as all of it is there. */
export function readMessages(listener: (message: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  /** Bytes to wait for: of a header, then of it and its message. */
  let needed = HEADER_BYTES;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held < needed) return;
    // Joined once a message, however many chunks that comes in.
    let bytes = Buffer.concat(chunks, held);
    while (bytes.length >= needed) {
      const end = HEADER_BYTES + bytes.readUInt32LE();
      needed = end;
      if (bytes.length < end) break;
      const message = decodeMessage(bytes.subarray(HEADER_BYTES, end));
      bytes = bytes.subarray(end);
      needed = HEADER_BYTES;
      listener(message);
    }
    chunks = [bytes];
    held = bytes.length;
  };
}
