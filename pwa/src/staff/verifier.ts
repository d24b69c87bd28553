import type { Verifier } from "../store/meta";

const ITERATIONS = 310_000;
const TRIES = 3;

/** What lets `staff` unlock without a network. Undefined where the browser has no cryptography. */
export async function makeVerifier(staff: number, pin: string): Promise<Verifier | undefined> {
  if (!crypto.subtle) return undefined;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = await hashOf(pin, salt, ITERATIONS);
  return { staff, salt, iterations: ITERATIONS, hash, triesLeft: TRIES };
}

/** Whether this is the PIN. A speed bump only: six digits do not resist somebody with time. */
export async function isPin(verifier: Verifier, pin: string): Promise<boolean> {
  const hash = await hashOf(pin, verifier.salt, verifier.iterations);
  return hash.every((byte, index) => byte === verifier.hash[index]);
}

async function hashOf(
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveBits",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

export { TRIES };
