import { listKinds, wordsOf } from "../ils/lists";
import { NewcomersCard } from "../rounds/NewcomersCard";
import { hrefFor } from "../router";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { Lines } from "./Lines";
import { dayText } from "./pickup-days";
import { type Closing, type Line, leftLines } from "./team";
import { useAnswer } from "./useAnswer";
import { WalkLines } from "./WalkLines";
import "./board.css";
import "./team.css";

/** Before the lights go out: everything that is open, in whose hands, and what is still to key. */
export default function ClosingScreen() {
  const { answer, problem } = useAnswer<Closing>("/team/closing");
  return (
    <AppFrame
      wide
      title={t("At closing")}
      subtitle={answer && dayText(answer.day)}
      back={<BackLink href={hrefFor("today")} />}
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && (
        <div class="columns">
          <div class="stack">
            <Card title={t("Walks that are open")}>
              <WalkLines walks={answer.walks} none={t("Every walk is finished.")} />
            </Card>
            <Card title={t("To clear from the hold shelf")}>
              <Lines lines={clearLines(answer)} none={t("Nothing to clear")} />
            </Card>
            <Card title={t("In a cart")}>
              <Lines lines={cartLines(answer)} none={t("Every document has its place.")} />
            </Card>
          </div>
          <div class="stack">
            <Card title={t("What is left")}>
              <Lines
                lines={[...leftLines({ ...answer.left_over, to_clear: 0 }), ...noticeLines(answer)]}
                none={t("Nothing is left over.")}
              />
            </Card>
            <Card title={t("What the ILS must still be told")}>
              <Lines lines={keyLines(answer)} none={t("It knows everything.")} />
            </Card>
            <NewcomersCard />
          </div>
        </div>
      )}
    </AppFrame>
  );
}

function cartLines({ carts }: Closing): Line[] {
  return carts.map(({ walk, by, documents }) => ({
    key: `${walk}/${by}`,
    text: [walk, by, n("{count} document", "{count} documents", documents)]
      .filter(Boolean)
      .join(" · "),
  }));
}

function clearLines({ to_clear }: Closing): Line[] {
  return to_clear.map(({ slot, documents }) => ({
    key: slot,
    text: [slot || t("Cart"), n("{count} document", "{count} documents", documents)].join(" · "),
    screen: "clearing",
  }));
}

function noticeLines({ notices }: Closing): Line[] {
  const lines: (Line | false)[] = [
    notices.owed > 0 && {
      key: "owed",
      text: n(
        "{count} notice that has not left",
        "{count} notices that have not left",
        notices.owed,
      ),
      screen: "board",
    },
    notices.ambiguous > 0 && {
      key: "ambiguous",
      text: n(
        "{count} mail that may not have arrived",
        "{count} mails that may not have arrived",
        notices.ambiguous,
      ),
      screen: "board",
    },
  ];
  return lines.filter((line) => line !== false);
}

function keyLines({ to_key }: Closing): Line[] {
  return listKinds
    .filter((kind) => (to_key[kind] ?? 0) > 0)
    .map((kind) => ({
      key: kind,
      text: `${wordsOf(kind).name()} · ${to_key[kind]}`,
      screen: "ils-lists",
    }));
}
