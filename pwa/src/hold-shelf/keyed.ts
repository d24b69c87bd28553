/** As server/rayon/hold_shelf/keyed.py does it: what a phone knows a card or a code by. */
const KEPT_BYTES = 16;

/** Null where the browser has no keys to offer (a page that did not come over https). */
export async function hashOf(key: string, what: "card" | "code", text: string) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return null;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const secret = await subtle.importKey("raw", bytesOf(key), algorithm, false, ["sign"]);
  const whole = await subtle.sign("HMAC", secret, new TextEncoder().encode(`${what}/${text}`));
  return textOf(new Uint8Array(whole).slice(0, KEPT_BYTES));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function textOf(bytes: Uint8Array): string {
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
