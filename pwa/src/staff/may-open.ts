import { type ScreenName, screens } from "../router";
import { hasRole } from "./session";

/** Whether the screen is for whoever is signed in. */
export function mayOpen(name: ScreenName): boolean {
  const roles = screens.find((screen) => screen.name === name)?.roles ?? [];
  return roles === "anyone" || hasRole(...roles);
}
