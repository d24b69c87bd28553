import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hrefFor } from "../router";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { toast } from "../ui/toasts";
import { CheckedCard } from "./CheckedCard";
import { ChooseFile } from "./ChooseFile";
import { DoneCard } from "./DoneCard";
import { FileCard } from "./FileCard";
import { MappingCard } from "./MappingCard";
import { Rejections } from "./Rejections";
import { StoppedCard } from "./StoppedCard";
import type { Catalogue, Choices, Import } from "./shapes";
import { useCatalogue } from "./useCatalogue";
import { WorkCard } from "./WorkCard";
import "./import.css";

/** Brings a catalogue file in: send it, look at it, check it, apply it. */
export default function ImportScreen() {
  const { answer, problem, again } = useCatalogue();
  return (
    <AppFrame title={t("Import a catalogue")} back={<BackLink href={hrefFor("today")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && <Wizard catalogue={answer} again={again} />}
    </AppFrame>
  );
}

interface WizardProps {
  catalogue: Catalogue;
  again: () => Promise<void>;
}

function Wizard({ catalogue, again }: WizardProps) {
  const [chosen, setChosen] = useState<Partial<Choices>>({});
  const row = catalogue.import;
  // Where the copies belong is said once, until a file is in. The rest is a matter of each file.
  const choose = ({ mapping: _fields, repair_accents: _letters, ...some }: Partial<Choices>) => {
    setChosen((now) => ({ ...now, ...some }));
  };
  const takeUp = async () => {
    if (row?.state === "done") setChosen({});
    await again();
  };
  const chooseFile = <ChooseFile mebibytes={catalogue.largest_mib} onSent={takeUp} />;
  if (!row) return chooseFile;
  if (row.state !== "done") {
    return <UnderWay {...{ row, catalogue, again, chosen }} onChoose={choose} />;
  }
  return (
    <>
      <DoneCard row={row} />
      <Rejections row={row} />
      {chooseFile}
    </>
  );
}

interface UnderWayProps extends WizardProps {
  row: Import;
  chosen: Partial<Choices>;
  onChoose: (some: Partial<Choices>) => void;
}

function UnderWay({ row, catalogue, again, chosen, onChoose }: UnderWayProps) {
  const order = (verb: string, body: object = {}) => tell(row, verb, body, again);
  if (row.state === "stopped") return <StoppedCard row={row} onGoOn={() => order("apply")} />;
  if (row.state === "checking" || row.state === "applying") {
    return (
      <>
        <FileCard row={row} />
        <WorkCard row={row} />
      </>
    );
  }
  return (
    <>
      <FileCard row={row} onDrop={() => order("drop")} />
      {row.why && <p class="note note-amber">{row.why}</p>}
      {row.state === "checked" && <CheckedCard row={row} onApply={() => order("apply")} />}
      <MappingCard
        key={row.changed_at}
        catalogue={catalogue}
        row={row}
        before={chosen}
        onChoose={onChoose}
        onCheck={(choices) => order("check", choices)}
      />
      {/* Last: it may be long, and what mends most of it is chosen above. */}
      <Rejections row={row} />
    </>
  );
}

async function tell(
  row: Import,
  verb: string,
  body: object,
  again: () => Promise<void>,
): Promise<void> {
  try {
    await ask(`/catalogue/import/${row.id}/${verb}`, { body });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
  }
  await again();
}
