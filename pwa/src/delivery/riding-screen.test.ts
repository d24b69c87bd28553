// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Kept } from "../store/recorded";
import { actions, meta } from "../sync/live";
import type { Round, StopParcel } from "./stops";

const fetchRound = vi.hoisted(() => vi.fn(async () => {}));
vi.mock("./round", async () => {
  const { signal } = await import("@preact/signals");
  return { round: signal(null), fetchRound, openRound: async () => {} };
});
const loadParcel = vi.hoisted(() => vi.fn());
vi.mock("./doing", () => ({ loadParcel, bringBack: vi.fn(), deliverParcel: vi.fn() }));

import RidingScreen from "./RidingScreen";
import { round } from "./round";

const door = { line: "", postcode: "", town: "", lon: null, lat: null, instructions: "" };

function ride(...parcels: StopParcel[]): void {
  const stops = parcels.map((parcel, place) => ({
    ...door,
    id: parcel.id,
    stop: place + 1,
    bell: `Bell ${parcel.id}`,
    phone: "",
    caretaker: false,
    parcels: [parcel],
  }));
  round.value = { day: "2026-11-24", said: "", window: "", stops, unpacked: 0 } satisfies Round;
  render(h(RidingScreen, {}), document.body);
}

const a = { id: "a", number: "COL1", status: "closed" } as const;
const b = { id: "b", number: "COL2", status: "closed" } as const;
const bell = () => document.querySelector(".stop-bell")?.textContent;
const tap = (text: string) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent === text)?.click();

afterEach(() => render(null, document.body));

test("a round begins with loading", () => {
  ride(a, b);
  expect(bell()).toBeUndefined();
  expect(document.body.textContent).toContain("2 parcels to load");
});

test("after a restart in mid-round the next door is shown", () => {
  ride({ ...a, status: "delivered" }, b);
  expect(bell()).toBe("Bell b");
});

test("what is taken back at the first door does not lead back to the loading", async () => {
  ride({ ...a, status: "delivered" }, b);
  await new Promise((done) => setTimeout(done, 50));
  ride(a, b);
  await new Promise((done) => setTimeout(done, 50));
  expect(bell()).toBe("Bell a");
});

test("a stop of which nothing was loaded is skipped, and can still be loaded", async () => {
  ride(a, { ...b, status: "out", loaded: true });
  expect(bell()).toBe("Bell b");
  expect(document.body.textContent).toContain("Left at the library");
  tap("Load the others");
  await vi.waitFor(() => expect(document.body.textContent).toContain("1 parcel to load"));
});

test("a refusal is said to be billed before it is tapped, as an absence is", async () => {
  ride({ ...a, status: "out", loaded: true });
  tap("Something else");
  await vi.waitFor(() => expect(document.body.textContent).toContain("What happened?"));
  const asked = [...document.querySelectorAll("dialog")].find((one) =>
    one.textContent?.includes("What happened?"),
  );
  expect(asked?.textContent).toContain("billed all the same");
});

test("a parcel that nobody scanned onto the bike is ended at its door all the same", async () => {
  const kept = { action: { id: "l", name: "load_parcel", subject: "a", by: 1 }, outcome: null };
  loadParcel.mockImplementation(async () => {
    actions.value = [{ ...kept, number: 1 } as unknown as Kept];
    return kept;
  });
  ride(a, { ...b, status: "out", loaded: true });
  [...document.querySelectorAll<HTMLElement>(".stop-row")][0]?.click();
  await vi.waitFor(() => expect(bell()).toBe("Bell a"));
  tap("COL1 is here");
  await vi.waitFor(() => expect(document.body.textContent).toContain("Something else"));
  expect(bell()).toBe("Bell a");
  actions.value = [];
});

test("the stops are fetched anew once the server has heard otherwise of a door", async () => {
  ride({ ...a, status: "out", loaded: true });
  meta.value = { session: { shift: "s" } } as typeof meta.value;
  await vi.waitFor(() => expect(fetchRound).toHaveBeenCalledTimes(1));
  const action = { id: "d", name: "deliver_parcel", subject: "a", by: 1 };
  actions.value = [{ number: 1, action, outcome: "conflict" } as unknown as Kept];
  await vi.waitFor(() => expect(fetchRound).toHaveBeenCalledTimes(2));
  actions.value = [];
});
