/** What may be bound. Bytes are a path that is no text. */
export type SqlValue = string | number | Uint8Array;

/** A piece of SQL with what is bound to its parameters, in their order. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly SqlValue[];
}

export function sql(text: string, ...parameters: readonly SqlValue[]): Sql {
  return { text, parameters };
}

/** Pieces one after the other; a text between two is put between them. */
export function joinSql(pieces: readonly Sql[], separator: string): Sql {
  return {
    text: pieces.map((piece) => piece.text).join(separator),
    parameters: pieces.flatMap((piece) => piece.parameters),
  };
}
