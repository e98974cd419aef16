/** A piece of SQL with what is bound to its parameters, in their order. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly (string | number)[];
}

export function sql(text: string, ...parameters: readonly (string | number)[]): Sql {
  return { text, parameters };
}

/** Pieces one after the other; a text between two is put between them. */
export function joinSql(pieces: readonly Sql[], separator: string): Sql {
  return {
    text: pieces.map((piece) => piece.text).join(separator),
    parameters: pieces.flatMap((piece) => piece.parameters),
  };
}
