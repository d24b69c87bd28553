// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test } from "vitest";
import { Alarms } from "./Alarms";
import { MissingCard } from "./MissingCard";

afterEach(() => render(null, document.body));

const words = () => document.body.textContent ?? "";
const since = "2026-11-26T15:00:00Z";

test("an hour to come is one before which something has to be done", () => {
  const coming = { kind: "parcels_not_ready", since, facts: { count: 1 } } as const;
  const past = { kind: "stalled_walk", since, facts: { walk: "Romans" } } as const;
  render(h(Alarms, { alarms: [coming, past] }), document.body);
  const [first, second] = [...document.querySelectorAll("li")].map((line) => line.textContent);
  expect(first).toMatch(/before \d\d:00/);
  expect(first).not.toContain("since");
  expect(second).toContain("since");
});

test("what is on a walk again was not there: the empty list does not say that all was", () => {
  render(h(MissingCard, { missing: [], all: 0 }), document.body);
  expect(words()).toContain("Nothing waits for another look.");
});

test("what was found and cannot be lent says so", () => {
  const about = { title: "Dune", selection: null, call_number: "SF HER", location: "Romans" };
  const line = { hold: "h", ...about, looks: 1, unusable: true, until: null };
  render(h(MissingCard, { missing: [line], all: 1 }), document.body);
  expect(words()).toContain("Romans · found, but not usable · 1 look");
});
