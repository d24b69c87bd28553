/** Something that is kept on the disk for one shift: never in clear, and gone with the shift. */
export interface Sealed {
  shift: string;
  /** Works in this browser and cannot be read out of it. */
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

// A key that no script can read out. When both go, what a disk may still hold cannot be read:
// nothing of it was ever written there in clear.
export async function seal<T>(fresh: T, shift: string): Promise<Sealed> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(fresh));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear);
  return { shift, key, iv, sealed };
}

export async function unseal<T>({ key, iv, sealed }: Sealed): Promise<T> {
  const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
  return JSON.parse(new TextDecoder().decode(clear)) as T;
}
