import { beforeEach, expect, test, vi } from "vitest";
import { aWalk } from "../store/builders.testing";
import type { Walk } from "../store/shapes";

const sync = vi.hoisted(() => ({ now: vi.fn(() => Promise.resolve()) }));
const navigate = vi.hoisted(() => vi.fn());
const record = vi.hoisted(() => vi.fn((_deed: { name: string }) => Promise.resolve({})));
vi.mock("../sync/sending", () => ({ phone: { sync }, record }));
vi.mock("../navigation", () => ({ navigate }));
const now = vi.hoisted(() => ({ role: "picker" }));
vi.mock("../staff/session", () => ({
  person: { value: { id: 1, name: "Ada" } },
  hasRole: (...wanted: string[]) => wanted.includes(now.role),
}));
vi.mock("../sync/live", () => ({
  shown: { value: { walks: [], picks: [] } },
  openWalk: () => Promise.resolve(),
  remember: () => Promise.resolve(),
}));

import { shown } from "../sync/live";
import { takePlanned } from "./taking";

const free = (more: Partial<Walk> = {}) => aWalk({ id: "new", claimed_by: null, ...more });
/** What the phone has once it has asked the server. */
const brings = (walks: Walk[]) =>
  sync.now.mockImplementationOnce(() => {
    Object.assign(shown, { value: { walks, picks: [] } });
    return Promise.resolve();
  });

beforeEach(() => {
  vi.clearAllMocks();
  now.role = "picker";
  Object.assign(shown, { value: { walks: [], picks: [] } });
});

test("a walk just planned is fetched and claimed before it opens", async () => {
  brings([free()]);
  await takePlanned("new");
  expect(record.mock.calls[0]?.[0]).toMatchObject({ name: "claim_walk", subject: "new" });
  expect(navigate).toHaveBeenCalledWith("walk", { walk: "new" });
});

test("a request that was under way when it was planned is followed by another", async () => {
  brings([]);
  brings([free()]);
  await takePlanned("new");
  expect(navigate).toHaveBeenCalledWith("walk", { walk: "new" });
});

test("where it has not come, it waits on the home screen", async () => {
  await takePlanned("new");
  expect(navigate).toHaveBeenCalledWith("today");
});

test("whoever is on a walk takes no second one", async () => {
  brings([free(), aWalk({ id: "old", claimed_by: { id: 1, name: "Ada" } })]);
  await takePlanned("new");
  expect(record).not.toHaveBeenCalled();
  expect(navigate).toHaveBeenCalledWith("today");
});

test("whoever only rides the cart leaves it to a picker", async () => {
  now.role = "cart";
  brings([free()]);
  await takePlanned("new");
  expect(record).not.toHaveBeenCalled();
  expect(navigate).toHaveBeenCalledWith("today");
});
