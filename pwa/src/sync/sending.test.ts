// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { store } from "../store/memory";
import { syncState } from "../ui/sync-state";
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
