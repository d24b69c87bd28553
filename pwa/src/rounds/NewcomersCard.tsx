import type { Registration } from "../store/recorded";
import { useAnswer } from "../supervisors/useAnswer";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { changeCart } from "./changing";
import "./cart.css";

type Newcomer = Omit<Registration, "round" | "is_minor"> & { registration: string };

/** Who registered in the street, to be keyed into the library’s own system; gone when it is. */
export function NewcomersCard() {
  const { answer, again } = useAnswer<{ newcomers: Newcomer[] }>("/cart/newcomers");
  if (!answer || answer.newcomers.length === 0) return null;
  const complete = async (registration: string) => {
    if (await changeCart(`newcomers/${registration}/complete`, {})) await again();
  };
  return (
    <Card title={t("Registered in the street")}>
      <p class="muted">{t("Key them into the ILS, then tick them off.")}</p>
      <ul class="list">
        {answer.newcomers.map((one) => (
          <li key={one.registration} class="cart-line">
            <span class="row-text">
              <span class="row-title">{`${one.first_name} ${one.last_name}`}</span>
              <span class="mono">{one.card}</span>
              <span class="muted">
                {[one.email, one.phone, one.guardian].filter(Boolean).join(" · ")}
              </span>
            </span>
            <Button icon="tick" onClick={() => void complete(one.registration)}>
              {t("Keyed")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
