/** A synchronous function with an asynchronous face: what it throws becomes a rejection. */
export function asynchronous<Values extends unknown[], Result>(
  work: (...values: Values) => Result,
): (...values: Values) => Promise<Result> {
  return (...values) =>
    new Promise((resolve) => {
      resolve(work(...values));
    });
}
