// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Street, StreetStop } from "./street";

const noteWish = vi.hoisted(() => vi.fn(() => Promise.resolve({})));
vi.mock("./riding", () => ({ noteWish, reserveForNext: vi.fn() }));
vi.mock("./at-stop", () => ({ reader: { value: null } }));

import { NextTime } from "./NextTime";
import { RegisterForm } from "./RegisterForm";

const submitTwice = () => {
  const form = document.querySelector("form");
  for (let tap = 0; tap < 2; tap += 1) form?.dispatchEvent(new Event("submit"));
};

afterEach(() => render(null, document.body));

test("two taps in haste register one reader", async () => {
  const onSave = vi.fn(() => Promise.resolve());
  const known = { round: "r", card: "2", first_name: "Lou", last_name: "P", phone: "0600" };
  render(h(RegisterForm, { known, onSave }), document.body);
  submitTwice();
  await Promise.resolve();
  expect(onSave).toHaveBeenCalledTimes(1);
});

test("two taps in haste note one subject for next time", async () => {
  const about = { street: {} as Street, stop: {} as StreetStop };
  render(h(NextTime, about), document.body);
  const input = document.querySelector("input");
  if (!input) throw new Error("no field");
  input.value = "Trains";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => setTimeout(done, 20));
  submitTwice();
  await vi.waitFor(() => expect(noteWish).toHaveBeenCalledTimes(1));
});
