import { useState } from "preact/hooks";
import { meta } from "../sync/live";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Select } from "../ui/Field";
import type { BoardWalk } from "./board";
import { steer } from "./steer";

/** Gives a walk to somebody else, or to whoever takes it. */
export function Reassign({ walk, onDone }: { walk: BoardWalk; onDone: () => void }) {
  const [to, setTo] = useState("");
  const pickers = (meta.value.people ?? []).filter(
    ({ id, roles }) => roles.includes("picker") && id !== walk.claimed_by?.id,
  );
  const give = () => {
    onDone();
    void steer(`/walks/${walk.id}/reassign`, { to: to === "" ? null : Number(to) });
  };
  return (
    <>
      <Select
        label={t("Give it to")}
        value={to}
        onValue={setTo}
        options={[
          ["", t("whoever takes it")],
          ...pickers.map(({ id, name }) => [String(id), name] as const),
        ]}
      />
      <Button icon="person" onClick={give}>
        {t("Give it away")}
      </Button>
    </>
  );
}
