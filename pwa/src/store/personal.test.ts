import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { adasPhone, createServer } from "../sync/server.testing";

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
