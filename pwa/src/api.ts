import { endShift } from "./staff/session";
import { meta, wipe } from "./sync/live";
import { language, t } from "./texts";

/** The server said no, or could not be reached. `message` is a sentence for the person. */
export class ApiError extends Error {
  override name = "ApiError";
  /** HTTP status; 0 where nothing came back. */
  readonly status: number;
  /** Machine code, "offline" where nothing came back. */
  readonly code: string;
  readonly body: Record<string, unknown>;

  constructor(status: number, code: string, message: string, body: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = body;
  }
}

interface Asked {
  method?: "GET" | "POST";
  body?: object;
  headers?: Record<string, string>;
}

const TIMEOUT_MS = 20_000;

/** Asks the server. Throws ApiError with a sentence to show; the caller checks nothing else. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  const response = await send(path, asked);
  return (await readBody(response)) as T;
}

/** The raw response, for those who need its status or its ETag. Refusals still throw. */
export async function send(path: string, { method, body, headers }: Asked = {}): Promise<Response> {
  const response = await request(path, {
    method: method ?? (body ? "POST" : "GET"),
    headers: { ...usualHeaders(), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (response.ok || response.status === 304) return response;
  throw await refusal(response);
}

async function request(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, {
      ...init,
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiError(0, "offline", t("No network. Try again where there is one."));
  }
}

function usualHeaders(): Record<string, string> {
  const { credential } = meta.value;
  return {
    "Content-Type": "application/json",
    "X-Rayon": "1",
    "Accept-Language": language.value,
    ...(credential ? { Authorization: `Device ${credential}` } : {}),
  };
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  return response.json().catch(() => {
    throw notOurs(response.status);
  });
}

async function refusal(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== "string" || typeof message !== "string") return notOurs(response.status);
  if (code === "device_revoked") await wipe();
  else if (code === "sign_in") void endShift();
  return new ApiError(response.status, code, message, body as Record<string, unknown>);
}

/** A Wi-Fi sign-in page, a proxy, a server that is just starting. */
function notOurs(status: number): ApiError {
  const text = t("Rayon’s server did not answer. Check the network, then try again.");
  return new ApiError(status, "no_answer", text);
}
