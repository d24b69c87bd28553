// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { IDBObjectStore } from "fake-indexeddb";
import { h, render } from "preact";
import { beforeEach, expect, test, vi } from "vitest";
import { aWalk } from "../store/builders.testing";
import { store } from "../store/memory";
import { syncState } from "../ui/sync-state";
import { trouble } from "./live";
import { StorageAlarm } from "./StorageAlarm";
import { phone } from "./sending";
import { createServer } from "./server.testing";

const server = createServer();
beforeEach(async () => {
  vi.stubGlobal("fetch", server.fetch);
  await store.setMeta({ credential: "secret" });
});

test("every screen says that the server does not know this phone, until it does again", async () => {
  server.forgetful = true;
  await phone.sync.now();
  expect(syncState.value).toMatchObject({ forgotten: true, online: true });
  server.forgetful = false;
  await phone.sync.now();
  expect(syncState.value.forgotten).toBe(false);
});

test("who works on a full phone hears it once, until there is room again", async () => {
  const isOpen = () => document.querySelector("dialog")?.open;
  const { put } = IDBObjectStore.prototype;
  const full = vi.spyOn(IDBObjectStore.prototype, "put");
  full.mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name === "walks") throw new DOMException("", "QuotaExceededError");
    return put.apply(this, given);
  });
  render(h(StorageAlarm, {}), document.body);
  server.changes.push({ kind: "walk", id: "w1", data: aWalk() });
  await phone.sync.now();
  // It may be a page that was just put aside: only the second time is it a lack of room.
  expect(trouble.value).toBeNull();
  await phone.sync.now();
  await vi.waitFor(() => expect(isOpen()).toBe(true));
  expect(document.body.textContent).toContain("No room left on this phone");
  expect(syncState.value.online).toBe(true);
  const goOn = [...document.querySelectorAll("button")].find((one) => one.textContent === "Go on");
  goOn?.click();
  await vi.waitFor(() => expect(isOpen()).toBe(false));
  await phone.sync.now();
  expect(isOpen()).toBe(false);
  full.mockRestore();
  await phone.sync.now();
  await vi.waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  expect(trouble.value).toBeNull();
});

test("where the memory does not open, that is said first", async () => {
  vi.spyOn(phone.store.connection, "write").mockRejectedValue(new DOMException("", "UnknownError"));
  trouble.value = "lost";
  for (const _time of [1, 2]) expect(await phone.sync.now()).toEqual({ kind: "full" });
  expect(trouble.value).toBe("lost");
  vi.restoreAllMocks();
  await phone.sync.now();
  expect(trouble.value).toBe("lost");
});
