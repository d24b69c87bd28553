import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askBeforeLeaving, navigate, place, startNavigation } from "./navigation";

/** A browser of a few lines: what was visited, and where one is in it. */
const visited = ["/app/board", "/app/wordings"];
let at = 1;
let pop = () => {};

beforeEach(() => {
  visited.splice(0, visited.length, "/app/board", "/app/wordings");
  at = 1;
  const put = (to: string) => {
    visited.splice(at, visited.length, to);
  };
  vi.stubGlobal("location", {
    get pathname() {
      return visited[at];
    },
  });
  vi.stubGlobal("history", {
    pushState: (_state: null, _title: string, href: string) => {
      at += 1;
      put(href);
    },
    back: () => {
      at -= 1;
      pop();
    },
  });
  vi.stubGlobal("addEventListener", (_kind: string, heard: () => void) => {
    pop = heard;
  });
  vi.stubGlobal("document", { addEventListener: () => undefined });
  vi.stubGlobal("scrollTo", () => undefined);
  startNavigation();
});

afterEach(() => {
  askBeforeLeaving(undefined);
  vi.unstubAllGlobals();
});

const here = () => place.value?.screen.name;

test("a link waits until Max lets go of what he wrote", () => {
  let letGo = () => {};
  askBeforeLeaving((goOn) => {
    letGo = goOn;
  });
  navigate("today");
  expect(here()).toBe("wordings");
  letGo();
  expect(here()).toBe("today");
  // Nothing is at stake any more.
  navigate("board");
  expect(here()).toBe("board");
});

test("“back” of the browser stays as well, and then goes where it would have gone", () => {
  let letGo = () => {};
  askBeforeLeaving((goOn) => {
    letGo = goOn;
  });
  history.back();
  expect([here(), location.pathname]).toEqual(["wordings", "/app/wordings"]);
  letGo();
  expect([here(), location.pathname]).toEqual(["board", "/app/board"]);
});
