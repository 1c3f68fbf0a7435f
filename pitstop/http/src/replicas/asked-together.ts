/**
 * For a question whose answer must not be older than the moment in which somebody asks: whoever comes while it is being
 * asked waits for the next time, and all of them share that one.
 */
export function askedTogether<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<Value> | undefined;
  return () => {
    next ??= last.then(() => {
      next = undefined;
      const asked = ask();
      last = asked.catch(() => undefined);
      return asked;
    });
    return next;
  };
}
