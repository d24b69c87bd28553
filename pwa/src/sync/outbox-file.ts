import { isPersonal } from "../store/personal";
import type { About, Kept, Recorded } from "../store/recorded";

/** What stands in one line of the file, between its head and its seal. */
export interface Line {
  action: Recorded;
  about: About;
}

/**
 * All that this phone still keeps, as a file that a supervisor brings in elsewhere. What has
 * arrived is in it too: after a restored backup it has to come before what follows from it.
 * The server knows the hash of the credential and can tell by the seal that nothing was changed.
 * Who registered, and what they asked for, is sealed for this phone alone and never in it.
 */
export async function outboxFile(
  actions: readonly Kept[],
  device: string,
  credential: string,
): Promise<string> {
  const done = actions
    .filter(({ action }) => !isPersonal(action.name))
    .map(({ action, about }): Line => ({ action, about }));
  const lines = [{ format: "rayon-outbox", v: 2, device }, ...done].map((one) =>
    JSON.stringify(one),
  );
  const seal = await sealOf(lines.join("\n"), credential);
  return [...lines, JSON.stringify({ seal }), ""].join("\n");
}

/** The actions of a file that the server took in. */
export function linesOf(file: string): Line[] {
  const lines = file.split("\n").filter((line) => line.trim());
  return lines.slice(1, -1).map((line) => JSON.parse(line) as Line);
}

async function sealOf(text: string, credential: string): Promise<string> {
  const { subtle } = crypto;
  const hash = hex(await subtle.digest("SHA-256", bytes(credential)));
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey("raw", bytes(hash), how, false, ["sign"]);
  return hex(await subtle.sign("HMAC", key, bytes(text)));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hex(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
