import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sealedOf } from "../store/personal";
import type { Kept, Recorded } from "../store/recorded";
import { linesOf, outboxFile } from "./outbox-file";

const sample = readFileSync(
  new URL("../../../tests/samples/outbox-file.txt", import.meta.url),
  "utf8",
);
const device = "21212121-2121-4212-8212-212121212121";

const kept = linesOf(sample).map(
  (line): Kept => ({
    ...line,
    number: line.action.number,
    state: "waiting",
    outcome: null,
    why: null,
    judgedAt: null,
    isRead: true,
  }),
);

it("writes the file that the server reads", async () => {
  expect(kept).toHaveLength(1);
  expect(await outboxFile(kept, device, "a secret")).toBe(sample);
  expect(await outboxFile(kept, device, "another secret")).not.toBe(sample);
});

it("leaves out who is sealed on this phone", async () => {
  const [one] = kept;
  if (!one) throw new Error("the sample is empty");
  const payload = (await sealedOf({ last_name: "Canaryova" })) as unknown as Recorded["payload"];
  const asRegistered = (said: Recorded["payload"]): Kept => ({
    ...one,
    action: { ...one.action, name: "register_patron", payload: said },
  });
  const file = await outboxFile(
    [...kept, asRegistered(payload), asRegistered({})],
    device,
    "a secret",
  );
  expect(file).toBe(sample);
});

it("finds the actions again whatever the ends of lines", () => {
  expect(linesOf(sample.replaceAll("\n", "\r\n"))).toEqual(linesOf(sample));
  expect(linesOf(`\ufeff${sample}\n\n`)).toEqual(linesOf(sample));
});
