import { effect, type Signal, signal } from "@preact/signals";

/** A setting of this phone that survives a restart. Never for anything about a person. */
export function remembered<T extends string | boolean>(name: string, initial: T): Signal<T> {
  const key = `rayon.${name}`;
  const kept = read(key, initial);
  const setting = signal<T>(kept);
  let last = kept;
  effect(() => {
    // Nothing is written before something has changed: it would delay the first picture.
    if (setting.value !== last) write(key, setting.value);
    last = setting.value;
  });
  return setting;
}

function read<T>(key: string, initial: T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return typeof value === typeof initial ? (value as T) : initial;
  } catch {
    return initial;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing (private window, full disk) still lets people work.
  }
}
