/**
 * A place where one waits for the one before, whatever that came to: what is sent at once, and
 * answered in another order, leaves a screen at what was true a moment ago.
 */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}
