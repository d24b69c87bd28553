import type { Role } from "../router";
import { t } from "../texts";
import { roles as every } from "./people";

interface RoleChoicesProps {
  roles: readonly Role[];
  onRoles: (roles: readonly Role[]) => void;
}

/** One person may have several roles. */
export function RoleChoices({ roles, onRoles }: RoleChoicesProps) {
  const toggle = (role: Role) =>
    onRoles(roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role]);
  return (
    <fieldset class="choices">
      <legend>{t("Roles at this branch")}</legend>
      {every.map(({ role, name, does }) => (
        <label key={role}>
          <input type="checkbox" checked={roles.includes(role)} onChange={() => toggle(role)} />
          <span>
            <strong>{name()}</strong> <span class="muted">{does()}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
