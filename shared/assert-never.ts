/** Closes a switch over a union: a member that is not handled does not compile; one that arrives all the same throws. */
export function assertNever(value: never): never {
  throw new Error(`a case that the types rule out: ${JSON.stringify(value)}`);
}
