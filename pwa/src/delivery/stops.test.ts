import { describe, expect, test } from "vitest";
import type { ActionName, Kept, Outcome } from "../store/recorded";
import {
  contradicted,
  lastStop,
  mapLink,
  nextStop,
  type Round,
  ridden,
  type Stop,
  setOut,
  takeable,
  toBringBack,
  toLoad,
} from "./stops";

function aStop(id: string, more: Partial<Stop> = {}): Stop {
  return {
    id,
    stop: 1,
    bell: "Haddad",
    line: "12 Rue Voltaire",
    postcode: "92300",
    town: "Levallois-Perret",
    lon: 2.28,
    lat: 48.89,
    instructions: "",
    phone: "+33639980012",
    caretaker: false,
    parcels: [{ id: `${id}-1`, number: "COL1", status: "closed" }],
    ...more,
  };
}

let number = 0;

function did(name: ActionName, subject: string, outcome: Outcome | null = null): Kept {
  number += 1;
  const action = { id: `did-${number}`, name, subject, by: 1 };
  return { number, action, outcome } as unknown as Kept;
}

const today: Round = {
  day: "2026-11-24",
  said: "",
  window: "",
  stops: [aStop("a"), aStop("b")],
  unpacked: 0,
};

describe("an afternoon without a network", () => {
  test("what is scanned out is on the bike", () => {
    const stops = ridden(today, [did("load_parcel", "a-1")]);
    expect(toLoad(stops).map(({ id }) => id)).toEqual(["b-1"]);
    expect(nextStop(stops)?.id).toBe("a");
  });

  test("after a door comes the next one, and then none", () => {
    const one = [did("deliver_parcel", "a-1")];
    expect(nextStop(ridden(today, one))?.id).toBe("b");
    const both = [...one, did("report_absent", "b-1")];
    expect(nextStop(ridden(today, both))).toBeUndefined();
    expect(toBringBack(ridden(today, both)).map(({ id }) => id)).toEqual(["b-1"]);
  });

  test("nobody is sent back to a door of which the server has heard otherwise", () => {
    for (const outcome of ["conflict", "superseded", "quarantined"] as const) {
      const said = [did("deliver_parcel", "a-1", outcome)];
      const stops = ridden(today, said);
      expect(nextStop(stops)?.id, outcome).toBe("b");
      expect(lastStop(stops, said, 1), outcome).toBeUndefined();
      expect(contradicted(said), outcome).toBe(1);
    }
    expect(contradicted([did("deliver_parcel", "a-1"), did("undo", "a-1", "refused")])).toBe(0);
  });

  test("what another phone has loaded is on the bike for this one, too", () => {
    const said = [did("load_parcel", "a-1", "superseded")];
    expect(ridden(today, said)[0]?.parcels[0]).toMatchObject({ status: "out", loaded: true });
  });

  test("the first outcome stands, and what was refused never happened", () => {
    const twice = [did("report_absent", "a-1"), did("deliver_parcel", "a-1")];
    expect(ridden(today, twice)[0]?.parcels[0]?.status).toBe("absent");
    const refused = [did("report_absent", "a-1", "refused")];
    expect(ridden(today, refused)[0]?.parcels[0]?.status).toBe("closed");
  });
});

describe("what is not on the bike", () => {
  const parcels = [
    { id: "a-1", number: "COL1", status: "closed" },
    { id: "a-2", number: "COL2", status: "closed" },
  ] as const;
  const two: Round = { ...today, stops: [aStop("a", { parcels: [...parcels] }), aStop("b")] };
  const statuses = (stops: readonly Stop[]) =>
    stops.flatMap((stop) => stop.parcels.map(({ status }) => status));

  test("is neither delivered at its door nor rode to, also once the last one has ended", () => {
    const loaded = did("load_parcel", "a-1");
    const riding = setOut(ridden(two, [loaded]));
    expect(statuses(riding)).toEqual(["out", "left", "left"]);
    expect(nextStop(riding)?.id).toBe("a");
    const over = setOut(ridden(two, [loaded, did("report_absent", "a-1")]));
    expect(statuses(over)).toEqual(["absent", "left", "left"]);
    expect(nextStop(over)).toBeUndefined();
    expect(toBringBack(over).map(({ id }) => id)).toEqual(["a-1"]);
  });

  test("is known from the server, too, where another phone has loaded", () => {
    const ended = [{ ...parcels[0], status: "delivered" as const, loaded: true }, parcels[1]];
    const stops = setOut(ridden({ ...two, stops: [aStop("a", { parcels: ended })] }, []));
    expect(statuses(stops)).toEqual(["delivered", "left"]);
  });

  test("rides all the same where nobody scans", () => {
    const delivered = did("deliver_parcel", "a-1");
    const said = [delivered, did("undo", delivered.action.id)];
    expect(statuses(setOut(ridden(two, said)))).toEqual(["closed", "closed", "closed"]);
    expect(statuses(setOut(ridden(two, [delivered])))).toEqual(["delivered", "closed", "closed"]);
  });
});

describe("the door opens after all", () => {
  const absent = did("report_absent", "a-1");
  const undo = did("undo", absent.action.id);
  const delivered = did("deliver_parcel", "a-1");
  const statusOf = (said: readonly Kept[], round = today) =>
    ridden(round, said)[0]?.parcels[0]?.status;

  test("what was taken back is to be done again", () => {
    expect(statusOf([absent, undo])).toBe("closed");
    expect(nextStop(ridden(today, [absent, undo]))?.id).toBe("a");
    expect(statusOf([absent, undo, delivered])).toBe("delivered");
  });

  test("an undo that was refused, or taken back itself, takes nothing back", () => {
    expect(statusOf([absent, { ...undo, outcome: "refused" }])).toBe("absent");
    expect(statusOf([absent, undo, did("undo", undo.action.id)])).toBe("absent");
  });

  test("the server may have said so before it heard of the undo, or since know better", () => {
    const as = (status: "absent" | "delivered"): Round => ({
      ...today,
      stops: [aStop("a", { parcels: [{ id: "a-1", number: "COL1", status }] })],
    });
    expect(statusOf([absent, undo], as("absent"))).toBe("closed");
    expect(statusOf([absent, undo], as("delivered"))).toBe("delivered");
    expect(statusOf([absent, undo, delivered], as("delivered"))).toBe("delivered");
  });

  test("it is offered for the last stop, to whoever spoke there", () => {
    const said = [absent, did("deliver_parcel", "b-1")];
    const stops = ridden(today, said);
    expect(lastStop(stops, said, 1)?.id).toBe("b");
    expect(lastStop(stops, said, 2)).toBeUndefined();
    expect(takeable(aStop("c"), said, 1)).toEqual([]);
    expect(lastStop(ridden(today, [absent, undo]), [absent, undo], 1)).toBeUndefined();
  });
});

test("the map opens at the door, or looks for the address", () => {
  expect(mapLink(aStop("a"))).toBe("geo:48.89,2.28?q=48.89,2.28");
  const lost = mapLink(aStop("a", { lon: null, lat: null }));
  expect(lost).toBe("geo:0,0?q=12%20Rue%20Voltaire%2C%2092300%20Levallois-Perret");
});
