import { t } from "../texts";
import type { IconName } from "../ui/Icon";
import type { Colour } from "../ui/results";

interface Said {
  text: () => string;
  colour: Colour;
  icon?: IconName;
}

const states: Record<string, Said> = {
  open: { text: () => t("Being packed"), colour: "ink" },
  closed: { text: () => t("Packed"), colour: "blue" },
  left: { text: () => t("Left at the library"), colour: "ink" },
  out: { text: () => t("On the bike"), colour: "violet", icon: "right" },
  delivered: { text: () => t("Delivered"), colour: "green", icon: "tick" },
  absent: { text: () => t("Absent"), colour: "amber", icon: "undo" },
  refused: { text: () => t("Refused"), colour: "amber", icon: "undo" },
  wrong_address: { text: () => t("Wrong address"), colour: "amber", icon: "undo" },
  incident: { text: () => t("Incident"), colour: "red", icon: "warning" },
  cancelled: { text: () => t("Cancelled"), colour: "red", icon: "cross" },
};

/** The state of a parcel in two words, a colour and a shape. */
export function statusText(status: string): { text: string; colour: Colour; icon?: IconName } {
  const { text, colour, icon } = states[status] ?? { text: () => status, colour: "ink" as const };
  return { text: text(), colour, ...(icon && { icon }) };
}
