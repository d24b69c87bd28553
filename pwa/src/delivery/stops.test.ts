import { describe, expect, test } from "vitest";
import type { ActionName, Kept, Outcome } from "../store/recorded";
import { mapLink, nextStop, type Round, ridden, type Stop, toBringBack, toLoad } from "./stops";

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

function did(name: ActionName, subject: string, outcome: Outcome | null = null): Kept {
  return { action: { name, subject }, outcome } as unknown as Kept;
}

const today: Round = { day: "2026-11-24", said: "", window: "", stops: [aStop("a"), aStop("b")] };

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

  test("the first outcome stands, and what was refused never happened", () => {
    const twice = [did("report_absent", "a-1"), did("deliver_parcel", "a-1")];
    expect(ridden(today, twice)[0]?.parcels[0]?.status).toBe("absent");
    const refused = [did("report_absent", "a-1", "refused")];
    expect(ridden(today, refused)[0]?.parcels[0]?.status).toBe("closed");
  });
});

test("the map opens at the door, or looks for the address", () => {
  expect(mapLink(aStop("a"))).toBe("geo:48.89,2.28?q=48.89,2.28");
  const lost = mapLink(aStop("a", { lon: null, lat: null }));
  expect(lost).toBe("geo:0,0?q=12%20Rue%20Voltaire%2C%2092300%20Levallois-Perret");
});
