// A file in parts, resumed where the server says it stopped; done when the server confirms the digest.
import { csrf } from "./page";
import { digest } from "./sha256";

const PART = 524_288;
const TRIES = 5;
const BASE = "/files/uploads/";

/** A refusal of the server, in its words: trying again would not help. */
export class Refused extends Error {}

interface Stored {
  file: number;
  name: string;
  kind: string;
  size: number;
}

async function ask(method: string, path: string, body?: BodyInit): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRFToken": csrf() };
  headers["Content-Type"] = typeof body === "string" ? "application/json" : "application/octet-stream";
  const answer = await fetch(BASE + path, { method, headers, body });
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer;
}

async function refusal(answer: Response): Promise<Refused> {
  const body = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
  return new Refused(body.detail || body.title || String(answer.status));
}

async function patiently<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step();
    } catch (error) {
      if (error instanceof Refused || attempt === TRIES) throw error;
      await new Promise((wait) => setTimeout(wait, 400 * 2 ** attempt));
    }
  }
}

async function json<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw await refusal(answer);
  return (await answer.json()) as T;
}

async function sendPart(upload: string, data: Blob, at: number): Promise<number> {
  const answer = await ask("PUT", `${upload}/${at}/`, data.slice(at, at + PART));
  if (answer.status === 409) {
    return (await json<{ received: number }>(await ask("GET", `${upload}/`))).received;
  }
  return (await json<{ received: number }>(answer)).received;
}

/** Send a file; `progress` hears a fraction. Returns what the server stored. */
export async function send(data: Blob, name: string, purpose: string, progress: (part: number) => void): Promise<Stored> {
  const sha256 = await digest(data);
  const wanted = JSON.stringify({ name: name.slice(0, 150), size: data.size, sha256, purpose });
  const begun = await patiently(async () => json<{ upload: string; received: number }>(await ask("POST", "", wanted)));
  let received = begun.received;
  let stuck = 0;
  while (received < data.size) {
    const at = received;
    received = await patiently(() => sendPart(begun.upload, data, at));
    stuck = received > at ? 0 : stuck + 1;
    if (stuck > TRIES) throw new Error("stuck");
    progress(received / data.size);
  }
  return patiently(async () => json<Stored>(await ask("POST", `${begun.upload}/finish/`, "{}")));
}
