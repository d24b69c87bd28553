import type { BayKind } from "../store/shapes";
import { t } from "../texts";

const kinds: Record<BayKind, () => string> = {
  bay: () => t("Bay"),
  bin: () => t("Bin"),
  display_table: () => t("Display table"),
  returns_trolley: () => t("Returns trolley"),
  repair_shelf: () => t("Repair shelf"),
};

export function kindName(kind: BayKind): string {
  return kinds[kind]();
}
