import { ApiError } from "../api";
import { language, t } from "../texts";
import type { Import } from "./shapes";

/** Sends a file as it is. `onSent` hears the bytes that are on their way. Throws ApiError. */
export function upload(file: File, onSent: (bytes: number) => void): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/catalogue/import/file?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Rayon", "1");
    request.setRequestHeader("Accept-Language", language.value);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status === 201 && answer) resolve(answer as unknown as Import);
      else reject(refusal(request.status, answer));
    };
    request.onerror = () => reject(broken());
    request.send(file);
  });
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function refusal(status: number, answer: Record<string, unknown> | undefined): ApiError {
  const { code, message } = answer ?? {};
  if (typeof code !== "string" || typeof message !== "string") return broken();
  return new ApiError(status, code, message, answer);
}

function broken(): ApiError {
  return new ApiError(0, "offline", t("The file did not arrive whole. Send it again."));
}
