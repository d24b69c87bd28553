import { t } from "../texts";
import { Card } from "../ui/Card";
import { registerReader } from "./at-stop";
import { RegisterForm } from "./RegisterForm";
import type { Street } from "./street";

/** Who a blank card belongs to from now on. Kept sealed until it is sent. */
export function RegisterCard({ street, card }: { street: Street; card: string }) {
  return (
    <Card title={t("Register a reader")}>
      <RegisterForm
        known={{ round: street.round, card }}
        onSave={(said) => registerReader(street, said)}
      />
    </Card>
  );
}
