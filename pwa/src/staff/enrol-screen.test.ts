// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const { ask, now, replace } = vi.hoisted(() => ({ ask: vi.fn(), now: vi.fn(), replace: vi.fn() }));
vi.mock("../api", () => ({ ApiError: class extends Error {}, ask }));
vi.mock("../navigation", async (original) => ({
  ...(await original<typeof import("../navigation")>()),
  replace,
}));
vi.mock("../sync/sending", () => ({ phone: { sync: { wake: () => undefined, now } } }));

import { store } from "../store/memory";
import type { Session } from "../store/meta";
import { meta, remember } from "../sync/live";
import { syncState } from "../ui/sync-state";
import EnrolScreen from "./EnrolScreen";

const session = { shift: "s1", staff: { id: 7, name: "Ada" } } as unknown as Session;

beforeEach(async () => {
  vi.clearAllMocks();
  await store.wipe();
  await remember({ credential: "of before", session, epoch: "e1", cursor: 5 });
});
afterEach(() => render(null, document.body));

const open = () => render(h(EnrolScreen, { params: { code: "ABCD-1234" } }), document.body);

test("a phone that the server knows is not enrolled again", async () => {
  now.mockResolvedValue({ kind: "done", more: false });
  open();
  await vi.waitFor(() => expect(replace).toHaveBeenCalledWith("today"));
});

test("a phone that the server does not know any more is, with a shift of its own", async () => {
  now.mockResolvedValue({ kind: "forgotten" });
  syncState.value = { ...syncState.value, forgotten: true };
  ask.mockResolvedValue({ device: { id: "d2" }, credential: "of now", branch: { name: "Canal" } });
  open();
  await vi.waitFor(() => expect(now).toHaveBeenCalled());
  document.querySelector("form")?.requestSubmit();
  await vi.waitFor(() => expect(replace).toHaveBeenCalledWith("sign-in"));
  expect(replace).not.toHaveBeenCalledWith("today");
  expect(meta.value.credential).toBe("of now");
  expect(meta.value.session).toBeUndefined();
  // Everything is asked for anew; an epoch that no server has makes it send again what it keeps.
  expect([meta.value.cursor, meta.value.epoch]).toEqual([undefined, ""]);
  expect(syncState.value.forgotten).toBe(false);
});
