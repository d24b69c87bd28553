import { hrefFor } from "../router";
import { hourText, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Lines } from "./Lines";
import { dayText } from "./pickup-days";
import { leftLines, type Morning } from "./team";
import { useAnswer } from "./useAnswer";
import { WalkLines } from "./WalkLines";
import "./board.css";
import "./team.css";

/** What the morning asks of the team, before anybody leaves for the stacks. */
export default function MorningScreen() {
  const { answer, problem } = useAnswer<Morning>("/team/morning");
  return (
    <AppFrame
      wide
      title={t("This morning")}
      subtitle={answer && dayText(answer.day)}
      back={<BackLink href={hrefFor("today")} />}
      bar={
        <ButtonLink kind="primary" icon="next" href={hrefFor("today")}>
          {t("To the walks")}
        </ButtonLink>
      }
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && (
        <div class="columns">
          <div class="stack">
            <CameIn morning={answer} />
            <Card title={t("Left over from before")}>
              <Lines lines={leftLines(answer.left_over)} none={t("Nothing is left over.")} />
            </Card>
          </div>
          <div class="stack">
            <Here names={answer.here} />
            <Card title={t("Walks")}>
              {answer.walks.length === 0 ? (
                <p class="muted">{t("Not planned yet.")}</p>
              ) : (
                <WalkLines walks={answer.walks} none="" />
              )}
            </Card>
          </div>
        </div>
      )}
    </AppFrame>
  );
}

function CameIn({ morning: { came_in, notify_by } }: { morning: Morning }) {
  const all = came_in.new + came_in.older;
  return (
    <Card title={t("To fetch")}>
      <dl class="figures">
        <div>
          <dt>{t("since the last closing")}</dt>
          <dd>{came_in.new}</dd>
        </div>
        <div>
          <dt>{t("from before")}</dt>
          <dd>{came_in.older}</dd>
        </div>
        <div>
          <dt>{t("by telephone or at the desk")}</dt>
          <dd>{came_in.by_phone}</dd>
        </div>
      </dl>
      <p>
        {all === 0
          ? t("Nothing waits to be fetched.")
          : t("On the shelf by {time}: then patrons are told.", { time: hourText(notify_by) })}
      </p>
    </Card>
  );
}

function Here({ names }: { names: readonly string[] }) {
  return (
    <Card title={n("{count} of us is signed in", "{count} of us are signed in", names.length)}>
      <p>{names.join(", ")}</p>
    </Card>
  );
}
