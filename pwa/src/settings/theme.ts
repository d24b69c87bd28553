import { effect, signal } from "@preact/signals";
import { remembered } from "../remembered";

export type Theme = "system" | "light" | "dark";

export const theme = remembered<Theme>("theme", "system");

/** Keeps `<html data-theme>` at what the person chose, or at what the phone says. */
export function startTheme(): void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const isDark = signal(query.matches);
  query.addEventListener("change", () => {
    isDark.value = query.matches;
  });
  effect(() => {
    const system = isDark.value ? "dark" : "light";
    document.documentElement.dataset.theme = theme.value === "system" ? system : theme.value;
  });
}
