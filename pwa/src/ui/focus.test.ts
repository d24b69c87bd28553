// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { PinPad } from "../staff/PinPad";
import { AppFrame } from "./AppFrame";

afterEach(() => render(null, document.body));

test("whoever comes to a desk types the PIN at once", async () => {
  const pad = h(PinPad, { name: "Chloé", error: undefined, isWorking: false, onPin: () => {} });
  render(h(AppFrame, { title: "Chloé", children: pad }), document.body);
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("type")).toBe("password"));
});

test("a screen without a field begins at its title", async () => {
  render(h(AppFrame, { title: "Board", children: "" }), document.body);
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
});
