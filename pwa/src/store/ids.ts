/** Fills an array with random bytes, as crypto.getRandomValues does. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/** A UUID whose first 48 bits are the time in milliseconds, so that ids sort as they were made. */
export function uuid7(now: number, randomBytes: RandomBytes): string {
  const bytes = randomBytes(new Uint8Array(16));
  const time = BigInt(Math.max(0, Math.trunc(now)));
  for (let index = 0; index < 6; index++) {
    bytes[index] = Number((time >> BigInt(8 * (5 - index))) & 0xffn);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
