import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { adasPhone, createServer } from "../sync/server.testing";
import { isUnsettled, opened } from "./personal";
import type { Kept } from "./recorded";

const amina = {
  round: "ride",
  card: "20000000000077",
  first_name: "Amina",
  last_name: "Canaryova",
  email: "amina@example.org",
  phone: "",
  guardian: "",
  is_minor: false,
};

it("keeps a person sealed until they are sent, and not at all afterwards", async () => {
  const server = createServer();
  const phone = await adasPhone(server.fetch);
  const about = { title: "", label: "", slip: null };
  const deed = { name: "register_patron", subject: "r", payload: amina, seen: 0, about } as const;
  await phone.record(deed);
  const [waiting] = await phone.store.actions();
  expect(Object.keys(waiting?.action.payload ?? {}).sort()).toEqual(["iv", "key", "sealed"]);
  await phone.exchange();
  const sent = server.requests.flatMap(({ actions }) => actions);
  expect(sent.map(({ payload }) => payload)).toEqual([amina]);
  const [kept] = await phone.store.actions();
  expect(kept?.action.payload).toEqual({});
});

const about = { title: "", label: "", slip: null };
const registered = {
  name: "register_patron",
  subject: "r",
  payload: amina,
  seen: 0,
  about,
} as const;

it("holds nothing back behind what cannot be opened any more", async () => {
  const server = createServer();
  const phone = await adasPhone(server.fetch);
  const { number } = await phone.record(registered);
  await phone.record({ name: "look_later", subject: "p", payload: {}, seen: 0, about });
  await phone.store.connection.write(["outbox"], async (writing) => {
    const outbox = writing.objectStore("outbox");
    const kept = await outbox.get(number);
    if (!kept) throw new Error("it is lost");
    const payload = { ...kept.action.payload, sealed: new Uint8Array(40) };
    await outbox.put({ ...kept, action: { ...kept.action, payload } } as Kept);
  });
  expect(await phone.exchange()).toEqual({ kind: "done", more: false, setAside: [number] });
  const sent = server.requests.flatMap(({ actions }) => actions);
  expect(sent.map(({ name }) => name)).toEqual(["look_later"]);
});

it("keeps sealed what the server did not take in, until a person has settled it", async () => {
  const server = createServer();
  server.verdicts = { register_patron: "quarantined" };
  const phone = await adasPhone(server.fetch);
  const { number } = await phone.record(registered);
  await phone.exchange();
  await phone.store.markRead(number);
  server.time = "2026-12-24T09:00:00Z";
  await phone.exchange();
  const [kept] = await phone.store.actions();
  if (!kept) throw new Error("it is lost");
  expect(isUnsettled(kept)).toBe(true);
  expect(JSON.stringify(kept)).not.toContain("Canaryova");
  expect((await opened(kept.action)).payload).toEqual(amina);
  await phone.store.settle(number);
  const [settled] = await phone.store.actions();
  expect(settled?.action.payload).toEqual({});
});

it("keeps sealed who registered on a card of somebody else", async () => {
  const server = createServer();
  server.verdicts = { register_patron: "conflict" };
  const phone = await adasPhone(server.fetch);
  await phone.record(registered);
  await phone.exchange();
  const [kept] = await phone.store.actions();
  expect(kept && isUnsettled(kept)).toBe(true);
});

it("sends again after a restore what was not taken in, and nothing of whom the library knows", async () => {
  const server = createServer();
  server.verdicts = { register_patron: "refused" };
  const phone = await adasPhone(server.fetch);
  await phone.record(registered);
  const words = { reader: "r", round: "ride", stop: "s", words: "volcanoes" };
  await phone.record({ ...registered, name: "reserve_for_next", payload: words });
  await phone.exchange();
  const [, asked] = await phone.store.actions();
  expect(asked?.action.payload).toEqual({});
  server.epoch = "epoch-2";
  server.requests.length = 0;
  await phone.exchange();
  await phone.exchange();
  const sent = server.requests.flatMap(({ actions }) => actions);
  expect(sent.map(({ name, payload }) => [name, payload])).toEqual([["register_patron", amina]]);
});
