import { hrefFor } from "../router";
import { locationOf } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Dialog } from "../ui/Dialog";
import { reportUnusable } from "./doing";
import { incompleteQuestion } from "./question";
import { noScanReasons, unusableReasons } from "./reasons";
import { showResult } from "./result";
import { recordFoundByHand } from "./scanned";
import { slipText, titleOf } from "./words";

interface MoreSheetProps {
  pick: ShownPick;
  open: boolean;
  onClose: () => void;
}

/** The rarer answers: found without a scan, found but not usable, and where else to look. */
export function MoreSheet({ pick, open, onClose }: MoreSheetProps) {
  const places = locationOf(pick.target?.location)?.other_places ?? [];
  const detail = [slipText(pick.hold.slip), titleOf(pick)].filter(Boolean).join(" · ");
  const withoutScan = async (reason: (typeof noScanReasons)[number][0]) => {
    onClose();
    const { target } = pick;
    if (target && (target.parts > 1 || target.second_stop)) {
      const found = { kind: "found", pick, copy: target, asksComplete: true } as const;
      incompleteQuestion.value = {
        found: { ...found, isOther: false, isElsewhere: false },
        how: "typed",
        reason,
      };
    } else await recordFoundByHand(pick, reason);
  };
  const unusable = async (reason: (typeof unusableReasons)[number][0]) => {
    onClose();
    const undoes = await reportUnusable(pick, reason);
    if (undoes) showResult({ kind: "saved", word: t("Not usable: noted"), detail, undoes });
  };
  return (
    <Dialog
      open={open}
      title={titleOf(pick)}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("Close")}</Button>}
    >
      {places.length > 0 && (
        <section class="stack">
          <h3>{t("Other places to look")}</h3>
          <ul class="places">
            {places.map((place) => (
              <li key={place}>{place}</li>
            ))}
          </ul>
        </section>
      )}
      {pick.target && (
        <Choices
          title={t("Found, without scanning")}
          choices={noScanReasons}
          onChoose={withoutScan}
        />
      )}
      <Choices title={t("Found, but not usable")} choices={unusableReasons} onChoose={unusable} />
      <ButtonLink href={hrefFor("history")} icon="history">
        {t("Take something back")}
      </ButtonLink>
    </Dialog>
  );
}

interface ChoicesProps<T extends string> {
  title: string;
  choices: readonly (readonly [T, () => string])[];
  onChoose: (choice: T) => void;
}

function Choices<T extends string>({ title, choices, onChoose }: ChoicesProps<T>) {
  return (
    <section class="stack">
      <h3>{title}</h3>
      <div class="choices">
        {choices.map(([choice, word]) => (
          <Button key={choice} onClick={() => onChoose(choice)}>
            {word()}
          </Button>
        ))}
      </div>
    </section>
  );
}
