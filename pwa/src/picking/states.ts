import type { PickStatus } from "../store/shapes";
import { t } from "../texts";
import type { IconName } from "../ui/Icon";
import type { Colour } from "../ui/results";

interface State {
  word: () => string;
  colour: Colour;
  icon: IconName;
}

export const pickStates: Record<PickStatus, State> = {
  open: { word: () => t("To look for"), colour: "ink", icon: "dotted-circle" },
  later: { word: () => t("Later"), colour: "ink", icon: "clock" },
  found: { word: () => t("Found"), colour: "green", icon: "tick" },
  not_found: { word: () => t("Not on the shelf"), colour: "amber", icon: "cross" },
  unusable: { word: () => t("Not usable"), colour: "amber", icon: "warning" },
  returned: { word: () => t("Back on the list"), colour: "ink", icon: "undo" },
  withdrawn: { word: () => t("No longer wanted"), colour: "ink", icon: "cross" },
};
