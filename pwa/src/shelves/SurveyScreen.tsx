import { useState } from "preact/hooks";
import { ResultLine } from "../picking/ResultLine";
import { showResult } from "../picking/result";
import { remembered } from "../remembered";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { actions } from "../sync/live";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { removeBay, surveyBay, surveyShelf } from "./doing";
import { floor, useFloor } from "./floor";
import { SurveyList } from "./SurveyList";
import { SurveyPlace } from "./SurveyPlace";
import { knownBay, newSurvey, type Survey, skip, surveyScan } from "./surveying";
import "./shelves.css";

/** Kept, so that a killed app goes on at the same bay. */
const kept = remembered<string>("survey", "");

/** Bay after bay: scan its label, then the first document on it. Works without a network. */
export default function SurveyScreen() {
  const [survey, setSurvey] = useState<Survey>(read);
  const isFloorRead = useFloor();
  const keep = (next: Survey) => {
    kept.value = JSON.stringify(next);
    setSurvey(next);
  };
  if (!isFloorRead) return null;
  if (!survey.floor) return <SurveyPlace survey={survey} onReady={keep} />;
  return <Surveying survey={survey} onNext={keep} />;
}

function read(): Survey {
  try {
    return { ...newSurvey, ...(JSON.parse(kept.value || "{}") as Partial<Survey>) };
  } catch {
    return newSurvey;
  }
}

interface SurveyingProps {
  survey: Survey;
  onNext: (next: Survey) => void;
}

function Surveying({ survey, onNext }: SurveyingProps) {
  const scanned = async (scan: Scan) => {
    const { next, isSaved } = await carryOut(survey, scan);
    if (isSaved) onNext(next);
  };
  const skipped = async () => {
    const { next, saves } = skip(survey);
    if (!saves || (await surveyBay(saves))) onNext(next);
  };
  const { bay, shelf } = survey;
  const isKnown = bay !== null && knownBay(floor.value, bay.bay) !== null;
  const gone = async () => {
    if (bay && (await removeBay(bay.bay))) onNext({ ...survey, bay: null, shelf: 1 });
  };
  return (
    <AppFrame
      title={t("Survey the floor")}
      subtitle={placeText(survey)}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={
        <>
          <ScanBox
            label={bay ? t("Scan the document") : t("Scan the label")}
            onScan={(scan) => void scanned(scan)}
          />
          <div class="floor-answers">
            {bay ? (
              <Button onClick={() => void skipped()}>
                {shelf === 1 ? t("No document here") : t("Skip this shelf")}
              </Button>
            ) : (
              <Button onClick={() => onNext({ ...survey, floor: "" })}>{t("Another range")}</Button>
            )}
          </div>
        </>
      }
    >
      <Prompt survey={survey} />
      {bay && shelf === 1 && (
        <label class="switch">
          {t("Shelf by shelf: the first document of each")}
          <input
            type="checkbox"
            checked={survey.byShelf}
            onChange={(event) => onNext({ ...survey, byShelf: event.currentTarget.checked })}
          />
        </label>
      )}
      <SurveyList actions={actions.value} />
      {isKnown && (
        <Button kind="quiet" icon="cross" onClick={() => void gone()}>
          {t("It is not there any more")}
        </Button>
      )}
    </AppFrame>
  );
}

function Prompt({ survey: { bay, shelf, position } }: { survey: Survey }) {
  if (!bay) {
    return (
      <section class="survey-prompt">
        <p class="survey-ask">{t("Scan the label of bay {position}", { position })}</p>
        <p class="muted">{t("No printed label? Type any text that stands on it.")}</p>
      </section>
    );
  }
  return (
    <section class="survey-prompt">
      <p class="survey-bay">{bay.bay}</p>
      <p class="survey-ask">
        {shelf === 1
          ? t("Scan the first document: top shelf, far left")
          : t("Scan the first document of shelf {shelf}", { shelf })}
      </p>
      <p class="muted">{n("{count} shelf", "{count} shelves", bay.shelves)}</p>
    </section>
  );
}

function placeText({ floor, range, side }: Survey): string {
  const face = side === "left" ? t("left side") : t("right side");
  return [floor, range && t("Range {range}", { range }), face].filter(Boolean).join(" · ");
}

/** Nothing moves on before it is on the disk. */
async function carryOut(survey: Survey, scan: Scan): Promise<{ next: Survey; isSaved: boolean }> {
  const step = surveyScan(survey, scan, floor.value);
  switch (step.kind) {
    case "not-a-label":
      showResult({ kind: "unknown", word: t("This is a document"), detail: t("First its bay.") });
      return { next: survey, isSaved: false };
    case "not-a-document":
      showResult({ kind: "unknown", detail: t("Scan the library’s label of a document.") });
      return { next: survey, isSaved: false };
    case "bay": {
      const saved = step.saves ? Boolean(await surveyBay(step.saves)) : true;
      return { next: step.next, isSaved: saved };
    }
    case "first": {
      const saved = await surveyBay(step.saves);
      const { bay, barcode } = step.saves;
      if (saved) {
        showResult({
          kind: "saved",
          word: t("Bay {bay} is saved", { bay }),
          detail: barcode ?? "",
        });
      }
      return { next: step.next, isSaved: Boolean(saved) };
    }
    case "shelf": {
      const saved = await surveyShelf(step.saves);
      const word = t("Shelf {shelf} is saved", { shelf: step.saves.shelf });
      if (saved) showResult({ kind: "saved", word, detail: step.saves.barcode });
      return { next: step.next, isSaved: Boolean(saved) };
    }
  }
}
