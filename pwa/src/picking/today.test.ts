// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Role } from "../router";

const now = vi.hoisted(() => ({ roles: ["picker"] as string[], waiting: 3 }));
vi.mock("../api", () => ({
  ApiError: class extends Error {},
  ask: (path: string) => Promise.resolve(path === "/walks/waiting" ? { waiting: now.waiting } : {}),
}));
vi.mock("../staff/session", () => ({
  person: { value: { id: 1, name: "Ada" } },
  hasRole: (...wanted: Role[]) => wanted.some((role) => now.roles.includes(role)),
}));
vi.mock("../ils/ImportAges", () => ({ ImportAges: () => null }));

import TodayScreen from "./TodayScreen";

const open = (roles: Role[], waiting: number) => {
  Object.assign(now, { roles, waiting });
  render(h(TodayScreen, {}), document.body);
};
afterEach(() => render(null, document.body));

const words = () => document.body.textContent ?? "";

test("documents wait and no walk is prepared: it says so, and the next step is offered", async () => {
  open(["picker"], 3);
  await vi.waitFor(() => expect(words()).toContain("3 documents wait for a walk."));
  expect(words()).toContain("No walk is prepared");
  expect(document.querySelector(".button-primary")?.textContent).toBe("Plan the walks");
});

test("nothing waits: planning is no next step", async () => {
  open(["desk"], 0);
  await vi.waitFor(() => expect(words()).toContain("Nothing waits to be fetched"));
  expect(words()).not.toContain("No walk is prepared");
  expect(document.querySelector(".button-primary")).toBeNull();
});

test("who fetches nothing hears nothing of walks", () => {
  open(["courier"], 3);
  expect(words()).not.toMatch(/walk/);
});

test("a supervisor has the board and what is to settle above everything else", () => {
  open(["supervisor"], 3);
  const links = [...document.querySelectorAll(".frame-body a")].map((one) => one.textContent);
  expect(links.slice(0, 2)).toEqual(["Board", "To settle"]);
});
