// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { type Signal, signal } from "@preact/signals";
import { h, render } from "preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aCopy, aPick, aWalk } from "../store/builders.testing";
import type { ShownPick } from "../sync/replay";

const told = vi.hoisted(() => ({ found: vi.fn(), notFound: vi.fn() }));
vi.mock("../sync/live", async (original) => ({
  ...(await original<typeof import("../sync/live")>()),
  shown: signal({ walks: [], picks: [] }),
  openWalk: async () => undefined,
  remember: async () => undefined,
  locationOf: () => ({ name: "Adultes", other_places: ["display table"] }),
}));
vi.mock("./doing", async (original) => ({
  ...(await original<typeof import("./doing")>()),
  reportFound: told.found,
  reportNotFound: told.notFound,
}));
vi.mock("../shelves/whereabouts", () => ({ edgesOf: () => [] }));

import { hrefFor } from "../router";
import { meta, shown } from "../sync/live";
import { AskedFirst } from "./AskedFirst";
import { sayNotFound } from "./answers";
import { CompleteQuestion } from "./CompleteQuestion";
import { askedFirst, dropQuestions, incompleteQuestion } from "./question";
import { ResultLine } from "./ResultLine";
import { hideResult, lastResult } from "./result";
import { onScan } from "./scanned";
import WalkScreen from "./WalkScreen";

const camus = aCopy("34242000014174", { item: 1 });
const beauvoir = aCopy("34242000036666", { item: 3, call_number: "848 BEA" });
const here = aPick("p1", [camus]);
const next = aPick("p2", [beauvoir]);

function stands(...picks: ShownPick[]): void {
  (shown as Signal).value = { walks: [aWalk()], picks };
}

const button = (words: string) =>
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent === words);
const buttons = () => [...document.querySelectorAll("dialog button")].map((one) => one.textContent);

afterEach(() => {
  render(null, document.body);
  dropQuestions();
  hideResult();
  vi.clearAllMocks();
});

describe("Ada says that it is not on the shelf, and reads where else to look", () => {
  it("a second Enter goes on looking", async () => {
    stands(here, next);
    await sayNotFound(here);
    render(h(AskedFirst, {}), document.body);
    expect(buttons()).toEqual(["Go on looking", "Look again later", "Not there either"]);
    expect(document.querySelector(".button-primary")?.textContent).toBe("Go on looking");
  });

  it("finds it there: the question is over, and does not stand over the next one", async () => {
    stands(here, next);
    await sayNotFound(here);
    render(h(AskedFirst, {}), document.body);
    stands({ ...here, status: "found", found_barcode: camus.barcode }, next);
    await vi.waitFor(() => expect(askedFirst.value).toBeNull());
    expect(buttons()).toEqual([]);
    expect(told.notFound).not.toHaveBeenCalled();
  });

  it("scans it with the other answers open: they are not given of the next one", async () => {
    stands(here, next);
    render(h(WalkScreen, { params: { walk: "w1" } }), document.body);
    await vi.waitFor(() =>
      expect(document.querySelector("[aria-label='More answers']")).toBeTruthy(),
    );
    document.querySelector<HTMLElement>("[aria-label='More answers']")?.click();
    await vi.waitFor(() => expect(buttons()).toContain("Close"));
    stands({ ...here, status: "found", found_barcode: camus.barcode }, next);
    await vi.waitFor(() => expect(document.body.textContent).toContain("2 of 2"));
    expect(buttons()).not.toContain("Close");
  });

  it("opens another walk: nothing of it is asked there", async () => {
    stands(here, next);
    await sayNotFound(here);
    stands(aPick("p8", [beauvoir], { walk: "w2" }));
    render(h(AskedFirst, {}), document.body);
    expect(buttons()).toEqual([]);
    await vi.waitFor(() => expect(askedFirst.value).toBeNull());
  });
});

describe("Dominique types the end of a barcode that is not on the screen", () => {
  const state = { picks: [here, next], current: "p1" };
  const type = (text: string) =>
    onScan(state, "w1", { kind: "item", text, raw: text, via: "typed" });

  it("sees which document that is, and says yes before it is found", async () => {
    await type("6666");
    expect(told.found).not.toHaveBeenCalled();
    expect(lastResult.value?.detail).toBe("848 BEA · L’Étranger · 34242000036666");
    render(h(ResultLine, {}), document.body);
    button("Yes, found")?.click();
    await vi.waitFor(() => expect(told.found).toHaveBeenCalledOnce());
    expect(told.found).toHaveBeenCalledWith(next, beauvoir.barcode, "typed", expect.anything());
  });

  it("is not asked about the one on the screen, nor about a whole number", async () => {
    await type("4174");
    await type(beauvoir.barcode);
    expect(told.found.mock.calls.map(([, barcode]) => barcode)).toEqual([
      camus.barcode,
      beauvoir.barcode,
    ]);
  });

  it("and of one with parts, whether all is there: after the yes", async () => {
    const box = aPick("p2", [{ ...beauvoir, parts: 3 }]);
    const scan = { kind: "item", text: "6666", raw: "6666", via: "typed" } as const;
    await onScan({ ...state, picks: [here, box] }, "w1", scan);
    expect(incompleteQuestion.value).toBeNull();
    await lastResult.value?.asks?.();
    expect(incompleteQuestion.value?.found.pick.id).toBe("p2");
  });
});

it("what was left uncounted is to be done again as it was begun", () => {
  const found = { kind: "found", pick: here, copy: camus, asksComplete: true } as const;
  const question = {
    found: { ...found, isOther: false, isElsewhere: false },
    how: "typed",
  } as const;
  const leave = () => {
    render(h(CompleteQuestion, {}), document.body);
    document.querySelector("dialog")?.dispatchEvent(new Event("close"));
    render(null, document.body);
    return lastResult.value?.detail;
  };
  incompleteQuestion.value = question;
  expect(leave()).toBe("L’Étranger. Scan it again when all of it is there.");
  incompleteQuestion.value = { ...question, reason: "no_label" };
  expect(leave()).toBe("L’Étranger. Note it again when all of it is there.");
});

it("the last one is found under the question, or the walk is left: nothing is asked any more", async () => {
  stands(here);
  render(h(WalkScreen, { params: { walk: "w1" } }), document.body);
  await sayNotFound(here);
  stands({ ...here, status: "found", found_barcode: camus.barcode });
  await vi.waitFor(() => expect(document.body.textContent).toContain("The list is done"));
  expect(askedFirst.value).toBeNull();
});

it("a phone that was found again leaves the walk that goes on with another one", async () => {
  meta.value = { device: { id: "found-again", name: "Phone 1" } };
  history.replaceState(null, "", hrefFor("walk", { walk: "w1" }));
  stands(here);
  render(h(WalkScreen, { params: { walk: "w1" } }), document.body);
  expect(location.pathname).toBe(hrefFor("walk", { walk: "w1" }));
  const walk = aWalk({ status: "claimed", claimed_on: "another" });
  (shown as Signal).value = { walks: [walk], picks: [here] };
  await vi.waitFor(() => expect(location.pathname).toBe(hrefFor("today")));
});
