import { expect, test } from "vitest";
import { hrefFor, match, matchPath, type Params, screens } from "./router";

const sample = (path: string): Params =>
  Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, key]) => [key ?? "", "a/é 1"]));

test("every screen has its own name and its own address", () => {
  const shapes = screens.map(({ path }) => path.replace(/:\w+/g, ":"));
  expect(new Set(screens.map(({ name }) => name)).size).toBe(screens.length);
  expect(new Set(shapes).size).toBe(screens.length);
});

test("the address of every screen leads to that screen", () => {
  for (const screen of screens) {
    const params = sample(screen.path);
    expect(match(hrefFor(screen.name, params))).toEqual({ screen, params });
  }
});

test("every screen names who may open it", () => {
  for (const { roles } of screens) expect(roles.length).toBeGreaterThan(0);
});

test.each(["/app/nowhere", "/api/sync", "/p/abc", "/app/settings/more"])(
  "%s leads nowhere",
  (path) => {
    expect(match(path)).toBeUndefined();
  },
);

test("a part of an address that is not well written is taken as it stands", () => {
  expect(matchPath("/walks/:id", "/app/walks/%E0%A4%A")).toEqual({ id: "%E0%A4%A" });
});

test("a slash at the end changes nothing", () => {
  expect(matchPath("/walks", "/app/walks/")).toEqual({});
  expect(matchPath("/", "/app")).toEqual({});
});
