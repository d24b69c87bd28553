import { useState } from "preact/hooks";
import { navigate } from "../navigation";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { changeRounds, type Neighbourhood } from "./rounds";

/** The end of a neighbourhood, asked about once. */
export function EndCard({ neighbourhood: { id, name } }: { neighbourhood: Neighbourhood }) {
  const [isAsked, setAsked] = useState(false);
  const end = async () => {
    setAsked(false);
    if (await changeRounds(`neighbourhoods/${id}/end`, {})) navigate("rounds");
  };
  return (
    <Card title={t("When the cart comes no more")}>
      <p>{t("The pages of its stops will say so. It cannot be taken back.")}</p>
      <Button kind="danger" onClick={() => setAsked(true)}>
        {t("The cart comes no more")}
      </Button>
      <Dialog
        open={isAsked}
        title={t("Does the cart come to {name} no more?", { name })}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="danger" onClick={() => void end()}>
              {t("It comes no more")}
            </Button>
            <Button onClick={() => setAsked(false)}>{t("It still comes")}</Button>
          </>
        }
      />
    </Card>
  );
}
