// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../api";

const { signIn } = vi.hoisted(() => ({ signIn: vi.fn() }));
vi.mock("./signing-in", () => ({ signIn }));

import { store } from "../store/memory";
import type { Person } from "../store/shapes";
import { remember } from "../sync/live";
import SignInScreen from "./SignInScreen";

const words = () => document.body.textContent ?? "";

beforeEach(async () => {
  await store.wipe();
  await remember({ people: [{ id: 1, name: "Ada" } as Person], syncedAt: "2026-11-24T08:00:00Z" });
});
afterEach(() => render(null, document.body));

async function adaTries(error: ApiError) {
  signIn.mockRejectedValueOnce(error);
  render(h(SignInScreen, { params: {} }), document.body);
  document.querySelector("button")?.click();
  await vi.waitFor(() => expect(document.querySelector("[type=password]")).not.toBeNull());
  const field = document.querySelector<HTMLInputElement>("[type=password]");
  if (!field) throw new Error("no field");
  field.value = "111111";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.waitFor(() => expect(words()).toContain(error.message));
}

test("“No network” goes once the server has answered again", async () => {
  await adaTries(new ApiError(0, "offline", "No network."));
  await remember({ syncedAt: "2026-11-24T08:01:00Z" });
  await vi.waitFor(() => expect(words()).not.toContain("No network."));
});

test("a wrong PIN stays said", async () => {
  await adaTries(new ApiError(0, "wrong_pin", "Try again."));
  await remember({ syncedAt: "2026-11-24T08:01:00Z" });
  await new Promise((drawn) => setTimeout(drawn, 20));
  expect(words()).toContain("Try again.");
});
