import { type Net, netOf, type Place, type Spot, type Stretch, type Walkways } from "./floor";
import { addUp, type Halves } from "./halves";
import { states as doing, type Passing, passings } from "./passing";
import { States } from "./states";
import { closingOrder } from "./sweeping";
import { thinned } from "./thinning";
import { unroll } from "./unrolling";

/** So many half walks are kept at a time, more if that was too few; a loose piece costs so many ways. */
const FEW = [30, 150];
const LOOSE = 3;

export interface Route {
  order: string[];
  metres: number;
}

const states = new States();

/**
 * The shortest walk from where one stands (else from the start) past all spots to the start;
 * `turning`: so many metres must be saved by turning round inside an aisle.
 * Null where the floor is too entangled for a phone: then the order stays as it was planned.
 */
export function replan(
  walkways: Walkways,
  spots: readonly Spot[],
  here: Place | null = null,
  turning = 0,
): Route | null {
  const net = thinned(netOf(walkways, spots, here));
  const order = closingOrder(net);
  const rank = new Map(order.map((junction, index) => [junction, index]));
  const parts = net.stretches.map((stretch, way) =>
    ofWay(stretch, passings(way, stretch, turning), rank),
  );
  if (net.here !== net.home) {
    const jump: Passing = { cost: 0, metres: 0, way: -1, does: "once", low: 0, high: 0 };
    const way = { begins: net.here, ends: net.home, metres: 0, wanted: [] };
    parts.push(ofWay(way, [jump], rank));
  }
  const loose = LOOSE * meanLength(net);
  for (const few of FEW) {
    const chosen = addUp(states, parts, order, { few, loose });
    if (chosen)
      return {
        order: unroll(net, chosen),
        metres: chosen.reduce((sum, { metres }) => sum + metres, 0),
      };
  }
  return null;
}

function meanLength({ stretches }: Net): number {
  return stretches.reduce((sum, { metres }) => sum + metres, 0) / Math.max(1, stretches.length);
}

function ofWay(
  { begins, ends }: Stretch,
  choices: readonly Passing[],
  rank: ReadonlyMap<number, number>,
): Halves {
  if (begins === ends) {
    const best = choices.reduce((one, other) => (other.cost < one.cost ? other : one));
    const touches = doing[best.does].some(Boolean);
    return { open: [begins], table: new Map([[states.number([touches ? 2 : 0]), best]]) };
  }
  const isTurned = (rank.get(begins) ?? 0) > (rank.get(ends) ?? 0);
  const table = new Map(
    choices.map((passing) => {
      const [one, other] = doing[passing.does];
      const turned = isTurned && passing.does !== "from both" ? [other, one] : [one, other];
      return [states.number(turned), passing];
    }),
  );
  return { open: isTurned ? [ends, begins] : [begins, ends], table };
}
