import { navigate, place } from "../navigation";
import type { ScreenName } from "../router";
import { mayOpen } from "../staff/may-open";
import { t } from "../texts";

interface Key {
  key: string;
  does: () => string;
  /** Where it leads; empty: to the help of the screen that is shown. */
  screen?: ScreenName;
}

/** Keys that no hand scanner sends. */
export const keys: readonly Key[] = [
  { key: "F1", does: () => t("Help about this screen") },
  { key: "F2", does: () => t("Menu"), screen: "today" },
  { key: "F4", does: () => t("Board"), screen: "board" },
  { key: "F8", does: () => t("To settle"), screen: "trouble" },
  { key: "F9", does: () => t("Hand over"), screen: "hand-over" },
];

/** From now on these keys lead somewhere, for whoever may go there. */
export function listenForKeys(): void {
  addEventListener("keydown", (event) => {
    const pressed = keys.find(({ key }) => key === event.key);
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey);
    if (!pressed || !isPlain) return;
    event.preventDefault();
    if (!pressed.screen) navigate("help-page", { about: place.value?.screen.name ?? "today" });
    else if (mayOpen(pressed.screen)) navigate(pressed.screen);
  });
}
