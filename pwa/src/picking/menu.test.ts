// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Role } from "../router";

const roles = vi.hoisted(() => new Set<string>());
vi.mock("../staff/session", () => ({
  hasRole: (...some: Role[]) => some.some((role) => roles.has(role)),
}));

import { Menu } from "./Menu";

afterEach(() => {
  render(null, document.body);
  roles.clear();
});

const draw = (...some: Role[]) => {
  for (const role of some) roles.add(role);
  render(h(Menu, {}), document.body);
};
const headings = () => [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
const entries = () => [...document.querySelectorAll("a")].map(({ textContent }) => textContent);

test("a picker sees a few entries, without headings", () => {
  draw("picker");
  expect(headings()).toEqual([]);
  expect(entries()).toContain("Shelve");
  expect(entries()).not.toContain("Sums due");
});

test("a supervisor looks for each entry among its like", () => {
  draw("picker", "desk", "supervisor");
  expect(headings()).toEqual(["Desk and hold shelf", "By bike", "The day", "The library"]);
  expect(entries().filter((text) => text === "Shelve")).toHaveLength(1);
  expect(entries()).not.toContain("Colleagues");
});
