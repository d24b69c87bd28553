// Phones behind a pipe: one JSON command a line in, one JSON line out for each answer or request.
// With a `base` address their requests go over the wire instead, by themselves.
import { createInterface } from "node:readline";
import { createHandsets } from "../../pwa/src/sync/handsets.testing.ts";

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const TIMEOUT_MS = 20_000;
const EMPTY = [204, 304];
/** Requests on the wire: the page that waits for each, and how to give it up. */
const underWay = new Map();
let handsets = createHandsets(say, 0);

createInterface({ input: process.stdin }).on("line", (text) => {
  const line = JSON.parse(text);
  if (line.seed !== undefined) begin(line);
  if (line.now !== undefined) handsets.setTime(line.now);
  if (line.fetch !== undefined) handsets.answer(line.fetch, line.reply);
  if (line.command !== undefined) run(line);
});

function begin({ seed, base }) {
  giveUp(() => true);
  handsets = createHandsets(base === undefined ? say : (asked) => send(base, asked), seed);
}

async function run({ command, call, given }) {
  // Whatever a page waits for dies with it.
  if (command === "kill" || command === "batteryDies") giveUp((tab) => isOf(given[0], tab));
  try {
    say({ call, value: (await handsets.commands[command](...given)) ?? null });
  } catch (error) {
    say({ call, error: `${error.name}: ${error.message}` });
  }
}

const isOf = (phone, tab) => tab === phone || tab.startsWith(`${phone}+`);

function giveUp(which) {
  for (const [fetch, { tab, stop }] of underWay) {
    if (!which(tab)) continue;
    underWay.delete(fetch);
    stop.abort();
  }
}

async function send(base, { fetch: number, tab, ...asked }) {
  const stop = new AbortController();
  underWay.set(number, { tab, stop });
  const reply = await request(base, asked, stop.signal).catch(() => null);
  if (underWay.delete(number)) handsets.answer(number, reply);
}

async function request(base, { method, url, headers, body }, stopped) {
  const response = await fetch(`${base}${url}`, {
    method,
    headers: { ...headers, Origin: base },
    body: method === "GET" ? undefined : body,
    redirect: "error",
    signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const { status } = response;
  // A line that breaks within the body leaves a status and no JSON.
  const text = await response.text().catch(() => "");
  const retryAfter = response.headers.get("Retry-After");
  const kept = retryAfter === null ? {} : { "Retry-After": retryAfter };
  return { status, headers: kept, body: EMPTY.includes(status) ? null : text };
}
