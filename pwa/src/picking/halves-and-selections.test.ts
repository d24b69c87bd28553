// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { type Signal, signal } from "@preact/signals";
import { h, render } from "preact";
import { afterEach, expect, it, vi } from "vitest";
import { aCopy, aPick, aWalk } from "../store/builders.testing";
import type { Kept } from "../store/recorded";

const record = vi.hoisted(() => vi.fn());
vi.mock("../sync/sending", () => ({ record }));
vi.mock("../sync/live", async (original) => ({
  ...(await original<typeof import("../sync/live")>()),
  shown: signal({ walks: [], picks: [] }),
  actions: signal([]),
  openWalk: async () => undefined,
  remember: async () => undefined,
}));
vi.mock("../shelves/whereabouts", () => ({ edgesOf: () => [] }));

import { actions, shown } from "../sync/live";
import { closeSelection, putOff } from "./answers";
import { HalfTaken } from "./HalfTaken";
import { hideResult, lastResult } from "./result";
import WalkScreen from "./WalkScreen";

const disc = { name: "Disc drawer", hint: "Behind the desk", number: "4821" };
const film = aPick("p1", [aCopy("D-1", { second_stop: disc })], { status: "later" });
const half = { barcode: "D-1", how: "scanner" } as const;
const choice = aPick("p2", [], { title: null, target: null, chosen: ["A-1", "A-2"] });
choice.hold = { ...choice.hold, wants: "selection", selection: { number: 5 } };
const whole = { ...choice, chosen: ["A-1", "A-2", "A-3", "A-4", "A-5"] };

record.mockImplementation(async (deed) => ({ action: { id: "a1", ...deed }, about: deed.about }));

afterEach(() => {
  render(null, document.body);
  hideResult();
  record.mockClear();
});

async function noted(): Promise<Kept> {
  return (await record.mock.results.at(-1)?.value) as Kept;
}

it("Ada puts a film off with its case on the cart: it leads to the disc, and needs no second scan", async () => {
  await putOff(film, half);
  (actions as Signal).value = [await noted()];
  render(h(HalfTaken, { pick: film }), document.body);
  expect(document.querySelector(".parts")?.textContent).toBe("Disc drawer, no. 4821");
  document.querySelector("button")?.click();
  await vi.waitFor(() => expect(record).toHaveBeenCalledTimes(2));
  expect(record.mock.lastCall?.[0]).toMatchObject({
    name: "report_found",
    payload: { barcode: "D-1", how: "scanner", complete: true, second_stop: true },
  });
});

it("and the case stays on the cart when she puts it off once more", async () => {
  await putOff(film, half);
  (actions as Signal).value = [await noted()];
  await putOff(film);
  expect((await noted()).about.half).toEqual(half);
});

it("says of a selection what was chosen, not what was asked for", async () => {
  await closeSelection(choice);
  const detail = "2 documents chosen of 5";
  expect(lastResult.value).toMatchObject({ word: "Selection closed · 2 of 5", detail });
  expect((await noted()).about.title).toBe(detail);
  await closeSelection(whole);
  expect(lastResult.value?.word).toBe("Selection complete · 5 of 5");
});

it("and so does its button", () => {
  const buttonOf = (pick: typeof choice) => {
    (shown as Signal).value = { walks: [aWalk()], picks: [pick] };
    render(h(WalkScreen, { params: { walk: "w1" } }), document.body);
    return document.querySelector(".walk-answers button")?.textContent;
  };
  expect(buttonOf(choice)).toBe("Selection closed");
  expect(buttonOf(whole)).toBe("Selection complete");
});
