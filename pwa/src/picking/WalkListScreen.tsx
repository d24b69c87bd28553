import { useEffect, useState } from "preact/hooks";
import { navigate, replace } from "../navigation";
import { hrefFor, type ScreenProps } from "../router";
import { WalkPaper } from "../slips/WalkPaper";
import type { Walk } from "../store/shapes";
import { locationOf, openWalk, remember, shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { syncState } from "../ui/sync-state";
import { useOnce } from "../ui/useOnce";
import { changeWalk } from "./doing";
import { finish } from "./finish";
import { pickStates } from "./states";
import { tallyText } from "./tally";
import { inOrder, isActive, progressOf, type Section, sectionsOf } from "./walk";
import { descriptionOf, titleOf } from "./words";
import "./picking.css";

/** The whole walk on one page, grouped as one passes it; a tap goes to a pick. */
export default function WalkListScreen({ params }: ScreenProps) {
  const id = params.walk ?? "";
  useEffect(() => void openWalk(id), [id]);
  const walk = shown.value.walks.find((candidate) => candidate.id === id);
  const picks = inOrder(shown.value.picks.filter((pick) => pick.walk === id));
  return (
    <AppFrame
      title={walk?.name ?? t("Walk")}
      subtitle={tallyText(progressOf(picks))}
      back={<BackLink href={hrefFor("walk", { walk: id })} />}
      bar={walk && walk.status !== "finished" && <EndButtons walk={walk} picks={picks} />}
    >
      {picks.some(({ spot }) => spot) && (
        <ButtonLink href={hrefFor("floor-map", { walk: id })} icon="map">
          {t("Floor map")}
        </ButtonLink>
      )}
      {sectionsOf(picks).map((section) => (
        <SectionCard key={section.picks[0]?.id} section={section} />
      ))}
      {syncState.value.online && <WalkPaper walk={id} />}
    </AppFrame>
  );
}

function SectionCard({ section }: { section: Section<ShownPick> }) {
  const name = locationOf(section.location)?.name ?? t("Choose on the shelf");
  return (
    <Card title={name} aside={<span class="muted">{section.picks.length}</span>}>
      <ul class="list">
        {section.picks.map((pick) => (
          <PickRow key={pick.id} pick={pick} />
        ))}
      </ul>
    </Card>
  );
}

function PickRow({ pick }: { pick: ShownPick }) {
  const { word, colour, icon } = pickStates[pick.status];
  const go = async () => {
    await remember({ spot: { walk: pick.walk, pick: pick.id } });
    navigate("walk", { walk: pick.walk });
  };
  const text = (
    <span class="row-text">
      <span class="mono">{pick.target?.lines.join(" ")}</span>
      <span>{titleOf(pick)}</span>
      <span class="muted">{descriptionOf(pick)}</span>
    </span>
  );
  return (
    <li>
      {isActive(pick) ? (
        <button type="button" class="row row-button" onClick={() => void go()}>
          {text}
          {pick.status === "later" && (
            <Chip colour={colour} icon={icon}>
              {word()}
            </Chip>
          )}
        </button>
      ) : (
        <div class="row">
          {text}
          <Chip colour={colour} icon={icon}>
            {word()}
          </Chip>
        </div>
      )}
    </li>
  );
}

function EndButtons({ walk, picks }: { walk: Walk; picks: readonly ShownPick[] }) {
  const [isAsking, setAsking] = useState(false);
  const left = picks.filter(isActive).length;
  const { run: pause } = useOnce(async () => {
    if (await changeWalk("pause_walk", walk)) replace("today");
  });
  const { run: end } = useOnce(finish);
  return (
    <>
      <Button icon="clock" onClick={() => void pause()}>
        {t("Pause")}
      </Button>
      <Button icon="tick" onClick={() => (left > 0 ? setAsking(true) : void end(walk))}>
        {t("Finish")}
      </Button>
      <Dialog
        open={isAsking}
        title={t("Finish before the end?")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="primary" onClick={() => setAsking(false)}>
              {t("Go on looking")}
            </Button>
            <Button onClick={() => void end(walk)}>{t("Finish the walk")}</Button>
          </>
        }
      >
        <p>
          {n(
            "{count} document was not looked for. It goes back to the list, for the next walk.",
            "{count} documents were not looked for. They go back to the list, for the next walk.",
            left,
          )}
        </p>
      </Dialog>
    </>
  );
}
