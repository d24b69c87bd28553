import type { Kept, Outcome } from "../store/recorded";
import { t } from "../texts";
import { Chip } from "../ui/Chip";
import type { IconName } from "../ui/Icon";
import type { Colour } from "../ui/results";

type Look = readonly [Colour, IconName, () => string];

const looks: Record<Outcome, Look> = {
  applied: ["green", "sent", () => t("Sent")],
  duplicate: ["green", "sent", () => t("Sent")],
  superseded: ["amber", "warning", () => t("Decided otherwise")],
  conflict: ["red", "warning", () => t("A person has to look")],
  refused: ["red", "warning", () => t("Not accepted")],
  quarantined: ["red", "warning", () => t("Set aside")],
};
const waiting: Look = ["ink", "dotted-circle", () => t("To send")];

/** What became of an action, in two words. */
export function OutcomeChip({ kept: { outcome, state } }: { kept: Kept }) {
  const [colour, icon, word] = state === "waiting" || !outcome ? waiting : looks[outcome];
  return (
    <Chip colour={colour} icon={icon}>
      {word()}
    </Chip>
  );
}
