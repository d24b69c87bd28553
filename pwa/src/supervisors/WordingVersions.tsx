import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { dayTime } from "./times";
import { whoText } from "./trouble";
import { isOwn, isSame, type Texts, type Wording } from "./wordings";

interface WordingVersionsProps {
  wording: Wording;
  texts: Texts;
  onTake: (texts: Texts) => void;
}

/** What was in force, who made it so and when; each can be taken up again. */
export function WordingVersions({ wording, texts, onTake }: WordingVersionsProps) {
  const { versions, ours } = wording;
  return (
    <Card title={t("Versions")}>
      <ul class="list">
        {versions.map((version, index) => {
          const said = isOwn(version.passages) ? version.passages : ours;
          const what = isOwn(version.passages) ? t("Words of our own") : t("Rayon’s own text");
          return (
            <li key={version.id} class="row">
              <span class="row-text">
                <span class="row-title">
                  {index === 0 ? t("{what}, in force", { what }) : what}
                </span>
                <span class="muted">
                  {[whoText(version.who), dayTime(version.at)].filter(Boolean).join(" · ")}
                </span>
              </span>
              {!isSame(said, texts) && (
                <Button onClick={() => onTake(said)}>{t("Take this one")}</Button>
              )}
            </li>
          );
        })}
        {versions.length === 0 && <li class="row">{t("Rayon’s own text is in force.")}</li>}
      </ul>
      {!isSame(ours, texts) && (
        <Button icon="undo" onClick={() => onTake(ours)}>
          {t("Back to Rayon’s own text")}
        </Button>
      )}
      <p class="muted">
        {t("Nothing changes before you save. Mails that have left stay as they were.")}
      </p>
    </Card>
  );
}
