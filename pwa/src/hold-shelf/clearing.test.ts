import { beforeEach, expect, it, vi } from "vitest";
import { aDocument, aShelf } from "./shelf.testing";

const given = vi.hoisted(() => ({ documents: [] as unknown[], since: null as string | null }));

vi.mock("./shelf", () => ({
  serverNow: () => Date.parse("2026-11-24T19:00:00Z"),
  documents: {
    get value() {
      return given.documents;
    },
  },
  shelf: {
    get value() {
      return { ...aShelf([]), lent_unheard_since: given.since };
    },
  },
}));
vi.mock("./doing", () => ({ reportMissing: vi.fn(), reshelve: vi.fn(), takeOff: vi.fn() }));
vi.mock("../picking/doing", () => ({ howOf: () => "camera" }));
vi.mock("../picking/result", () => ({ showResult: vi.fn() }));
vi.mock("../sync/live", () => ({ actions: { value: [] } }));
vi.mock("../sync/sending", () => ({ record: vi.fn() }));

const kept = aDocument("1", {
  status: "on_hold_shelf",
  slot: "A1",
  until: "2026-11-24",
  over_at: "2026-11-24T18:00:00Z",
});
let clearing: typeof import("./clearing");
let doing: typeof import("./doing");

beforeEach(async () => {
  vi.resetModules();
  vi.clearAllMocks();
  given.documents = [kept];
  clearing = await import("./clearing");
  doing = await import("./doing");
});

it("looks for what is not in its slot where loans are made here", async () => {
  given.since = null;
  await clearing.notThere(kept);
  expect(doing.reportMissing).toHaveBeenCalledWith(kept);
  expect(clearing.countLeftOpen()).toBe(0);
});

it("leaves an empty slot open while the other system’s loans of that day are not known", async () => {
  given.since = "2026-11-24T09:00:00Z";
  await clearing.notThere(kept);
  expect(doing.reportMissing).not.toHaveBeenCalled();
  expect(clearing.countLeftOpen()).toBe(1);
  expect(clearing.toClear(Date.parse("2026-11-24T19:00:00Z"))).toEqual([]);
});

it("asks again about an empty slot once the file came in and its document was not collected", async () => {
  given.since = "2026-11-24T09:00:00Z";
  await clearing.notThere(kept);
  given.since = "2026-11-24T20:00:00Z";
  expect(clearing.countLeftOpen()).toBe(0);
  expect(clearing.toClear(Date.parse("2026-11-24T21:00:00Z"))).toEqual([kept]);
  await clearing.notThere(kept);
  expect(doing.reportMissing).toHaveBeenCalledWith(kept);
});
