import type { ActionName, Kept, Payloads, SurveyedBay } from "../store/recorded";
import { record } from "../sync/sending";

type Done = Promise<Kept | undefined>;

export function surveyBay(bay: SurveyedBay): Done {
  return onFloor("survey_bay", bay, bay.bay, bay.barcode ?? bay.theme);
}

export function surveyShelf(shelf: Payloads["survey_shelf"]): Done {
  return onFloor("survey_shelf", shelf, shelf.bay, shelf.barcode);
}

/** A find in the neighbouring bay: this one begins with that document now. */
export function moveBayStart(bay: string, barcode: string): Done {
  return onFloor("move_bay_start", { bay, barcode }, bay, barcode);
}

export function removeBay(bay: string): Done {
  return onFloor("remove_bay", { bay }, bay, "");
}

export function putOnBay(bay: string, barcode: string): Done {
  return onFloor("put_on_bay", { bay, barcode }, bay, barcode);
}

/** A document far from home. `seen` and `home`: labels of bays, null where nobody can say. */
export function reportMisplaced(misplaced: Payloads["report_misplaced"]): Done {
  return onFloor("report_misplaced", misplaced, misplaced.seen ?? "", misplaced.barcode);
}

function onFloor<N extends ActionName>(
  name: N,
  payload: Payloads[N],
  label: string,
  title: string,
): Done {
  return record({ name, subject: "", payload, seen: 0, about: { title, label, slip: null } });
}
