// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Role } from "../router";
import { aCopy, aPick, aWalk } from "../store/builders.testing";
import type { Branch } from "../store/shapes";
import type { Shown, ShownPick } from "../sync/replay";

type Settings = Branch["settings"];

const now = vi.hoisted(() => ({ roles: ["picker"] as string[], waiting: 3, later: 0 }));
vi.mock("../api", () => ({
  ApiError: class extends Error {},
  ask: (path: string) =>
    Promise.resolve(path === "/walks/waiting" ? { waiting: now.waiting, later: now.later } : {}),
}));
vi.mock("../staff/session", () => ({
  person: { value: { id: 1, name: "Ada" } },
  hasRole: (...wanted: Role[]) => wanted.some((role) => now.roles.includes(role)),
}));
vi.mock("../sync/live", async () => {
  const { signal } = await import("@preact/signals");
  const meta = signal<object>({});
  return {
    meta,
    actions: signal([]),
    shown: signal({ walks: [], picks: [] }),
    trouble: signal(null),
    openWalk: () => Promise.resolve(),
    remember: (values: object) => {
      meta.value = { ...meta.value, ...values };
      return Promise.resolve();
    },
  };
});
const record = vi.hoisted(() => vi.fn());
vi.mock("../sync/sending", () => ({
  phone: { sync: { now: () => Promise.resolve() } },
  record,
}));
vi.mock("../ils/ImportAges", () => ({ ImportAges: () => null }));

// Loaded beforehand, not while a test waits for it.
import "./AfterWalk";
import { meta, shown } from "../sync/live";
import { syncState } from "../ui/sync-state";
import TodayScreen from "./TodayScreen";

const usual = { ...syncState.value, online: true };

const open = (roles: Role[], waiting: number, later = 0) => {
  Object.assign(now, { roles, waiting, later });
  render(h(TodayScreen, {}), document.body);
};
afterEach(() => {
  render(null, document.body);
  syncState.value = usual;
  meta.value = {};
  show({ walks: [], picks: [] });
});

/** What the phone holds, as if it had come with a sync. */
const show = (what: Shown) => Object.assign(shown, { value: what });
/** With patience: what is shown comes in parts, and machines are shared. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 4000 });
const words = () => document.body.textContent ?? "";
const primary = () =>
  [...document.querySelectorAll(".button-primary")].map((one) => one.textContent);
const button = (text: string) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent === text);

/** Ada has finished her walk; one document of it was found. */
function afterAWalk(ready_when: Settings["ready_when"]) {
  const ada = { id: 1, name: "Ada" };
  const over = aWalk({ status: "finished", claimed_by: ada, finished_at: "2026-11-24T08:30Z" });
  const pick = aPick("p1", [aCopy("C-1")], { status: "found", found_barcode: "C-1" });
  const found: ShownPick = { ...pick, hold: { ...pick.hold, status: "found" } };
  meta.value = { branch: { id: 1, settings: { ready_when } } as Branch };
  show({ walks: [over], picks: [found] });
}

test("documents wait and no walk is prepared: it says so, and the next step is offered", async () => {
  open(["picker"], 3);
  await soon(() => expect(words()).toContain("3 documents wait for a walk."));
  expect(words()).toContain("No walk is prepared");
  expect(primary()).toEqual(["Plan the walks"]);
});

test("nothing waits: planning is no next step", async () => {
  open(["desk"], 0);
  await soon(() => expect(words()).toContain("Nothing waits to be fetched"));
  expect(words()).not.toContain("No walk is prepared");
  expect(primary()).toEqual([]);
});

test("what Ada did not find a moment ago still waits, later", async () => {
  open(["picker"], 0, 2);
  await soon(() => expect(words()).toContain("Nothing waits for you now"));
  expect(words()).toContain("2 documents are looked for again later.");
  expect(words()).not.toContain("Nothing waits to be fetched");
});

test("holds that come in later are heard of, without a touch", async () => {
  open(["picker"], 0);
  await soon(() => expect(words()).toContain("Nothing waits to be fetched"));
  now.waiting = 4;
  meta.value = { ...meta.value, syncedAt: "2026-11-24T08:45:00Z" };
  await soon(() => expect(words()).toContain("4 documents wait for a walk."));
});

test("out of reach, what was true is not said any more, and planning is no next step", async () => {
  open(["picker"], 0);
  await soon(() => expect(words()).toContain("Nothing waits to be fetched"));
  syncState.value = { ...usual, online: false };
  await soon(() => expect(words()).toContain("shows here with a network."));
  expect(words()).not.toContain("Nothing waits");
  expect(primary()).toEqual([]);
});

test("what is still to be sent comes first; while the server is asked, nothing is said", async () => {
  syncState.value = { ...usual, waiting: 2 };
  open(["picker"], 3);
  expect(words()).toContain("shows here once everything is sent.");
  syncState.value = usual;
  await soon(() => expect(words()).not.toContain("shows here"));
});

test("after a walk shelving comes first, whatever waits", async () => {
  afterAWalk("shelved");
  open(["picker"], 3);
  await soon(() => expect(words()).toContain("3 documents wait for a walk."));
  await soon(() => expect(words()).toContain("What comes next"));
  expect(primary()).toEqual(["Shelve"]);
});

test("where nobody shelves, somebody says that it is done, and the phone keeps it", async () => {
  afterAWalk("walk_finished");
  open(["picker"], 0);
  await soon(() => expect(words()).toContain("a few minutes after the walk"));
  expect(primary()).toEqual([]);
  button("That is done")?.click();
  await soon(() => expect(words()).not.toContain("What comes next"));
  expect(meta.value.putAway).toEqual(["w1"]);
});

test("of two walks of her own, one is counted and one goes on first", () => {
  const claimed_by = { id: 1, name: "Ada" };
  const walks = ["w1", "w2"].map((id) => aWalk({ id, status: "claimed", claimed_by, picks: 20 }));
  const picks = [aPick("p1", [aCopy("C-1")], { status: "found", found_barcode: "C-1" })];
  show({ walks, picks });
  open(["picker"], 0);
  expect(words()).toContain("1 found of 1");
  expect(words()).toContain("20 documents");
  expect(words()).not.toContain("0 found");
  expect(primary()).toEqual(["Continue"]);
});

test("Ada’s phone is lost: she brings her walk to this one, and goes on once its documents are here", async () => {
  const claimed_by = { id: 1, name: "Ada" };
  const walk = aWalk({ status: "claimed", claimed_by, claimed_on: "lost", picks: 34 });
  meta.value = { device: { id: "here", name: "Phone 2" } };
  show({ walks: [walk], picks: [aPick("p1", [aCopy("C-1")])] });
  open(["picker"], 0);
  expect(words()).toContain("on another phone of yours");
  expect(words()).not.toContain("found of");
  expect(primary()).toEqual(["Go on with this phone"]);
  button("Go on with this phone")?.click();
  expect(record).toHaveBeenCalledWith(
    expect.objectContaining({ name: "claim_walk", subject: walk.id }),
  );

  const here = { ...walk, claimed_on: "here" };
  show({ walks: [here], picks: [] });
  await soon(() => expect(words()).toContain("come to this phone with the next network"));
  expect(primary()).toEqual([]);
  show({ walks: [here], picks: [aPick("p1", [aCopy("C-1")])] });
  await soon(() => expect(primary()).toEqual(["Continue"]));
});

test("a walk that another phone may still have comes after the one in hand", () => {
  const claimed_by = { id: 1, name: "Ada" };
  const lost = aWalk({ id: "w0", status: "paused", claimed_by, claimed_on: "lost", picks: 34 });
  const walk = aWalk({ status: "claimed", claimed_by, claimed_on: "here" });
  meta.value = { device: { id: "here", name: "Phone 2" } };
  show({ walks: [lost, walk], picks: [aPick("p1", [aCopy("C-1")])] });
  open(["picker"], 0);
  expect(primary()).toEqual(["Continue"]);
});

test("who fetches nothing hears nothing of walks", () => {
  open(["courier"], 3);
  expect(words()).not.toMatch(/walk/);
});

test("a supervisor has the board and what is to settle above everything else", () => {
  open(["supervisor"], 3);
  const links = [...document.querySelectorAll(".frame-body a")].map((one) => one.textContent);
  expect(links.slice(0, 2)).toEqual(["Board", "To settle"]);
});
