import { useState } from "preact/hooks";
import { hasRole } from "../staff/session";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Select } from "../ui/Field";
import { Icon } from "../ui/Icon";
import type { Override } from "./order";
import type { Call } from "./useCall";

const reasons: readonly (readonly [Override, () => string])[] = [
  ["exception", () => t("An exception, this once")],
  ["our_mistake", () => t("To make up for our mistake")],
  ["group", () => t("A class or an association")],
];

/** The limit that stands against the order; a supervisor may go past it, with a reason. */
export function PastLimit({ call, against }: { call: Call; against: string }) {
  return (
    <>
      <p class="note note-amber" role="alert">
        <Icon name="warning" /> {against}
      </p>
      {hasRole("supervisor") && <AllTheSame call={call} />}
    </>
  );
}

function AllTheSame({ call }: { call: Call }) {
  const [reason, setReason] = useState<Override>("exception");
  return (
    <>
      <Select
        label={t("Reason to go past the limit")}
        value={reason}
        onValue={(value) => setReason(value as Override)}
        options={reasons.map(([value, text]) => [value, text()] as const)}
      />
      <Button
        kind="danger"
        working={call.isPlacing ? t("Reserving…") : undefined}
        onClick={() => void call.place(reason)}
      >
        {t("Reserve all the same")}
      </Button>
    </>
  );
}
