import { expect, test } from "vitest";
import { inTurn } from "./in-turn";

test("the second begins once the first is through, although it would be faster", async () => {
  const turn = inTurn();
  const seen: string[] = [];
  let finish = () => {};
  const slow = turn(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    seen.push("slow");
  });
  const fast = turn(async () => seen.push("fast"));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(seen).toEqual([]);
  finish();
  await Promise.all([slow, fast]);
  expect(seen).toEqual(["slow", "fast"]);
});

test("one that fails says so to its own caller and holds nobody up", async () => {
  const turn = inTurn();
  const refused = turn(() => Promise.reject(new Error("no")));
  const next = turn(async () => "yes");
  await expect(refused).rejects.toThrow("no");
  await expect(next).resolves.toBe("yes");
});
