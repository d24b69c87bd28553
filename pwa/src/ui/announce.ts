import { signal } from "@preact/signals";

export const spoken = signal({ polite: "", assertive: "" });

/** Says a sentence to those who listen. Urgent only where something must not be done. */
export function announce(text: string, urgent = false): void {
  const region = urgent ? "assertive" : "polite";
  // The same words twice are read only if the text changes: a no-break space makes it new.
  const again = spoken.value[region] === text ? `${text}\u00a0` : text;
  spoken.value = { ...spoken.value, [region]: again };
}
