import "fake-indexeddb/auto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Recorded } from "../store/recorded";
import { names } from "./deeds";
import { ada, adasPhone, createServer } from "./server.testing";

const folder = new URL("../../../tests/samples/actions/", import.meta.url);
const samples = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Recorded,
);

it("has a sample of every action that a phone records, and of no other", () => {
  expect(samples.map(({ name }) => name).sort()).toEqual([...names].sort());
});

it.each(samples)("records $name in the shape that the server reads", async (sample) => {
  const phone = await adasPhone(createServer().fetch);
  const about = { title: "", label: "", slip: null };
  const { name, subject, payload, seen } = sample;
  const { action } = await phone.record({ name, subject, payload, seen, about });
  const { id, store, number, by, shift, at, ...said } = action;
  expect(sample).toMatchObject(said);
  expect(Object.keys(action).sort()).toEqual(Object.keys(sample).sort());
  for (const uuid of [id, store])
    expect(uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect([number, by, shift, Number.isNaN(Date.parse(at))]).toEqual([1, 7, ada.shift, false]);
});
