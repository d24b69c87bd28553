// @vitest-environment happy-dom
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const { ask } = vi.hoisted(() => ({ ask: vi.fn() }));
vi.mock("../api", () => ({ ApiError: class extends Error {}, ask }));

import { type Asked, useAnswer } from "./useAnswer";

let screen: Asked<string>;
/** By address: what answers the askings, in the order in which they came. */
const asked: [string, (answer: string) => void][] = [];

function Screen({ path }: { path: string }) {
  screen = useAnswer<string>(path);
  return null;
}

beforeEach(() => {
  asked.length = 0;
  ask.mockImplementation(
    (path: string) => new Promise((answer) => asked.push([path, answer as (text: string) => void])),
  );
});
afterEach(() => render(null, document.body));

const open = (path: string) => act(() => render(h(Screen, { path }), document.body));
const answered = (asking: number, text: string) =>
  act(async () => {
    asked[asking]?.[1](text);
    await Promise.resolve();
  });

test("a late answer to an earlier asking does not hide a later one", async () => {
  await open("/one");
  void screen.again();
  await answered(1, "new");
  await answered(0, "old");
  expect(screen.answer).toBe("new");
});

test("who asks again before the answer is there still sees each answer as it comes", async () => {
  await open("/one");
  void screen.again();
  await answered(0, "first");
  expect(screen.answer).toBe("first");
  await answered(1, "second");
  expect(screen.answer).toBe("second");
});

test("what an earlier drawing asks again is what is drawn now", async () => {
  await open("/monday");
  const before = screen;
  await open("/sunday");
  void before.again();
  expect(asked.map(([path]) => path)).toEqual(["/monday", "/sunday", "/sunday"]);
  await answered(0, "monday");
  expect(screen.answer).toBeUndefined();
  await answered(2, "sunday");
  expect(screen.answer).toBe("sunday");
});
