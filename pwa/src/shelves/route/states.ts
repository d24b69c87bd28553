/**
 * What matters of half a walk at the junctions that are still open: for each, 0 if it is not
 * touched, else twice the number of the connected piece that touches it, and one more where an odd
 * number of its ways end. Known by numbers, as are their sums; server/rayon/shelves/route/states.py.
 */
export type State = readonly number[];

const MANY = 2 ** 26;
const DEAD = -1;

export class States {
  readonly known: State[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly sums = new Map<string, Map<number, number>>();

  number(state: State): number {
    const key = state.join();
    let found = this.numbers.get(key);
    if (found === undefined) {
      found = this.known.push(state) - 1;
      this.numbers.set(key, found);
    }
    return found;
  }

  /** Adds halves whose junctions lie at these places; `closes`: the first place is done with. */
  adder(left: State, right: State, size: number, closes: boolean) {
    const key = `${left}|${right}|${size}|${closes}`;
    const sums = this.sums.get(key) ?? new Map<number, number>();
    this.sums.set(key, sums);
    return (one: number, other: number): number => {
      const pair = one * MANY + other;
      let sum = sums.get(pair);
      if (sum === undefined) {
        sum = this.add(this.at(one), this.at(other), left, right, size, closes);
        sums.set(pair, sum);
      }
      return sum;
    };
  }

  at(number: number): State {
    return this.known[number] as State;
  }

  private add(
    one: State,
    other: State,
    left: State,
    right: State,
    size: number,
    closes: boolean,
  ): number {
    const labels = new Array<number>(size).fill(0);
    one.forEach((label, index) => {
      labels[left[index] as number] = label;
    });
    const sum = bringIn(labels, right, other);
    if (closes) {
      const done = sum.shift() as number;
      if (done % 2 || (done && !sum.includes(done) && !sum.includes(done + 1))) return DEAD;
    }
    return this.number(numbered(sum));
  }
}

export const isDead = (state: number): boolean => state === DEAD;

const odd = (label: number): number => label % 2;

/** Add a state; its pieces melt into those that they touch. */
function bringIn(before: number[], places: State, state: State): number[] {
  let labels = before;
  const became = new Map<number, number>();
  // Numbers of the two sides must not meet before they melt.
  const fresh = 2 * labels.length + 2;
  state.forEach((label, index) => {
    if (!label) return;
    const place = places[index] as number;
    const here = labels[place] as number;
    const piece = label - odd(label);
    const old = here ? here - odd(here) : fresh + piece;
    const now = became.get(piece) ?? old;
    became.set(piece, now);
    labels[place] = now + (odd(here) ^ odd(label));
    if (old === now || !here) return;
    labels = labels.map((each) => (each && each - odd(each) === old ? now + odd(each) : each));
    for (const [key, value] of became) if (value === old) became.set(key, now);
  });
  return labels;
}

/** The same pieces, numbered as they appear. */
function numbered(labels: readonly number[]): State {
  const numbers = new Map([[0, 0]]);
  return labels.map((label) => {
    const piece = label - odd(label);
    const number = numbers.get(piece) ?? 2 * numbers.size;
    numbers.set(piece, number);
    return number + odd(label);
  });
}
