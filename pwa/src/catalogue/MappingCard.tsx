import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Choice } from "../ui/Choice";
import { Select } from "../ui/Field";
import { FirstCopies } from "./FirstCopies";
import { mappingName } from "./mapping-names";
import type { Catalogue, Choices, Import, Look } from "./shapes";

interface MappingCardProps {
  catalogue: Catalogue;
  row: Import;
  /** What was chosen for the file before this one, which was not the right one. */
  before: Partial<Choices>;
  onChoose: (choices: Partial<Choices>) => void;
  onCheck: (choices: Choices) => Promise<void>;
}

/** What the fields of the file mean, seen on its first copies; then the whole file is checked. */
export function MappingCard({ catalogue, row, before, onChoose, onCheck }: MappingCardProps) {
  const isNew = row.state === "uploaded";
  const [choices, setChoices] = useState({ ...row.choices, ...(isNew && before) });
  const [isAsking, setAsking] = useState(false);
  // Once the whole file is checked, all that is rejected by the mapping of then stands below.
  const isOther = isNew || choices.mapping !== row.choices.mapping;
  const look = useLook(row.id, choices);
  const choose = (some: Partial<Choices>) => {
    setChoices((now) => ({ ...now, ...some }));
    onChoose(some);
  };
  const check = async () => {
    setAsking(true);
    await onCheck(choices);
    setAsking(false);
  };
  return (
    <Card title={t("What the file says")}>
      <Sources catalogue={catalogue} choices={choices} onChoose={choose} />
      <Leaves choices={choices} onChoose={choose} />
      <Button
        kind={row.state === "checked" ? "secondary" : "primary"}
        disabled={!choices.mapping}
        working={isAsking ? t("Checking…") : undefined}
        onClick={() => void check()}
      >
        {isNew ? t("Check the whole file") : t("Check it again")}
      </Button>
      {/* It comes when it comes: above, it would push away what a finger is about to touch. */}
      {look && <FirstCopies look={look} withRejected={isOther} />}
    </Card>
  );
}

interface PartProps {
  choices: Choices;
  onChoose: (some: Partial<Choices>) => void;
}

function Sources({ catalogue, choices, onChoose }: PartProps & { catalogue: Catalogue }) {
  const unknown = choices.mapping ? [] : ([["", t("Choose…")]] as const);
  const names = catalogue.mappings.map((name) => [name, mappingName(name)] as const);
  const branches = catalogue.branches.map(({ code, name }) => [code, name] as const);
  return (
    <div class="columns">
      <Select
        label={t("Mapping")}
        hint={t("Which field holds what")}
        value={choices.mapping}
        onValue={(mapping) => onChoose({ mapping })}
        options={[...unknown, ...names]}
      />
      <Select
        label={t("Branch of the copies")}
        hint={t("One for all, or as the file says")}
        value={choices.branch}
        onValue={(branch) => onChoose({ branch })}
        options={[["", t("As the file says")], ...branches]}
      />
    </div>
  );
}

function Leaves({ choices, onChoose }: PartProps) {
  return (
    <div>
      <Choice
        label={t("Make branches that Rayon does not know")}
        checked={choices.create_branches}
        onChange={(create_branches) => onChoose({ create_branches })}
      />
      <Choice
        label={t("Make shelving locations that Rayon does not know")}
        checked={choices.create_locations}
        onChange={(create_locations) => onChoose({ create_locations })}
      />
      <Choice
        label={t("Repair accents")}
        hint={t("For files in which Lég has become Lâeg.")}
        checked={choices.repair_accents}
        onChange={(repair_accents) => onChoose({ repair_accents })}
      />
    </div>
  );
}

/** The first copies, read again whenever a choice changes what they are. */
function useLook(id: string, { mapping, branch, repair_accents }: Choices): Look | undefined {
  const [look, setLook] = useState<Look>();
  useEffect(() => {
    if (!mapping) return;
    let isWanted = true;
    const body = { mapping, branch, repair_accents };
    void read(id, body).then((seen) => isWanted && setLook(seen));
    return () => {
      isWanted = false;
    };
  }, [id, mapping, branch, repair_accents]);
  return look;
}

async function read(id: string, body: object): Promise<Look> {
  try {
    return await ask<Look>(`/catalogue/import/${id}/look`, { body });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const accents = { accented: 0, damaged: 0, likely: false, examples: [] };
    return { copies: [], rejected: [], accents, why: error.message };
  }
}
