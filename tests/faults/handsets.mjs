// Phones behind a pipe: one JSON command a line in, one JSON line out for each answer or request.
import { createInterface } from "node:readline";
import { createHandsets } from "../../pwa/src/sync/handsets.testing.ts";

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
let handsets = createHandsets(say, 0);

createInterface({ input: process.stdin }).on("line", (text) => {
  const line = JSON.parse(text);
  if (line.seed !== undefined) handsets = createHandsets(say, line.seed);
  if (line.now !== undefined) handsets.setTime(line.now);
  if (line.fetch !== undefined) handsets.answer(line.fetch, line.reply);
  if (line.command !== undefined) run(line);
});

async function run({ command, call, given }) {
  try {
    say({ call, value: (await handsets.commands[command](...given)) ?? null });
  } catch (error) {
    say({ call, error: `${error.name}: ${error.message}` });
  }
}
