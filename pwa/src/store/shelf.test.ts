import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, it } from "vitest";
import { aDocument, aShelf } from "../hold-shelf/shelf.testing";
import type { Session } from "./meta";
import { createStore } from "./store";

const chloe: Session = {
  shift: "shift-1",
  staff: { id: 3, name: "Chloé", language: "fr", roles: ["desk"] },
  endsAt: "2026-11-24T20:00:00Z",
  clockAhead: 0,
};
const verifier = {
  staff: 3,
  salt: new Uint8Array(),
  iterations: 1,
  hash: new Uint8Array(),
  triesLeft: 3,
};

async function atTheDesk() {
  const store = createStore({
    indexedDB: new IDBFactory(),
    now: () => 0,
    randomBytes: (bytes) => bytes,
  });
  await store.setMeta({ session: chloe, verifier });
  await store.keepShelf(aShelf([aDocument("0001")]));
  expect(await store.shelf()).toBeDefined();
  return store;
}

it("keeps the shelf while the same person unlocks", async () => {
  const store = await atTheDesk();
  await store.setMeta({ verifier: { ...verifier, triesLeft: 2 }, touchedAt: "now" });
  expect(await store.shelf()).toBeDefined();
});

it("is wiped with the shift, with the person, and with the PIN", async () => {
  let store = await atTheDesk();
  await store.forgetMeta("session", "verifier", "spot");
  expect(await store.shelf()).toBeUndefined();
  store = await atTheDesk();
  await store.setMeta({ session: { ...chloe, shift: "shift-2" } });
  expect(await store.shelf()).toBeUndefined();
  store = await atTheDesk();
  await store.forgetMeta("verifier");
  expect(await store.shelf()).toBeUndefined();
  store = await atTheDesk();
  await store.wipe();
  expect(await store.shelf()).toBeUndefined();
});

it("does not keep an answer that comes after the shift it was for", async () => {
  const store = await atTheDesk();
  await store.setMeta({ session: { ...chloe, shift: "shift-2" } });
  await store.keepShelf(aShelf([aDocument("0001")]));
  expect(await store.shelf()).toBeUndefined();
});
