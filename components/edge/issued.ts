import { AsyncResource } from "node:async_hooks";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { hasHooks } from "../error-hook";

/** A certificate of Certificate Manager, as far as it tells how its issue goes. */
export interface Issue {
  /** Its path, or the last part of it. */
  name: string;
  manageds: readonly {
    /** `PROVISIONING`, `FAILED` (and tried again) or `ACTIVE`. */
    state: string;
    authorizationAttemptInfos?: readonly { domain: string; details: string; failureReason: string }[];
  }[];
}

/** Seconds to wait before each further look, and then as long as the last: Google takes minutes over a certificate. */
const waits: readonly number[] = [1, 4, 10, 15];
const longest = 30 * 60;

/**
 * Hooks that let an entry of the map change to another certificate only once that is issued, so that the former one, which
 * goes after it, serves until then. An entry that is new has none to keep, and is led to before anybody is.
 */
export function issuedFirst(parent: pulumi.ComponentResource, edge: string): pulumi.ResourceHookBinding {
  if (!hasHooks()) return {};
  // A hook is called by the engine, and asks as the program that made it.
  const lookUp = AsyncResource.bind(
    async () => (await gcp.certificatemanager.getCertificates({}, { parent })).certificates,
  );
  const wait: pulumi.ResourceHookFunction = ({ newInputs, oldInputs }) =>
    untilIssued(newOf(newInputs?.certificates, oldInputs?.certificates), lookUp);
  return { beforeUpdate: [new pulumi.ResourceHook(`${edge}-issued-first`, wait)] };
}

const newOf = (now: readonly string[] = [], before: readonly string[] = []) => now.filter((id) => !before.includes(id));

/**
 * Looks until all of them are issued.
 * @throws where one is not within half an hour, with what Google says of it
 */
export async function untilIssued(
  ids: readonly string[],
  lookUp: () => Promise<readonly Issue[]>,
  sleep: (seconds: number) => Promise<unknown> = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
): Promise<void> {
  if (ids.length === 0) return;
  for (let slept = 0, looks = 0; ; looks++) {
    const all = await lookUp();
    const open = ids.filter((id) => stateOf(all, id) !== "ACTIVE");
    if (open.length === 0) return;
    const seconds = waits[looks] ?? (waits.at(-1) as number);
    if (slept + seconds > longest)
      throw new Error(
        `${open.map((id) => toldOf(all, id)).join("; ")}. The former certificate goes on serving; once the record that proves ` +
          "the host is in DNS, `up` goes on from here",
      );
    await sleep(seconds);
    slept += seconds;
  }
}

const lastOf = (path: string) => path.split("/").at(-1);
const find = (all: readonly Issue[], id: string) => all.find(({ name }) => lastOf(name) === lastOf(id))?.manageds[0];
const stateOf = (all: readonly Issue[], id: string) => find(all, id)?.state;

function toldOf(all: readonly Issue[], id: string): string {
  const why = find(all, id)?.authorizationAttemptInfos?.map(
    ({ domain, failureReason, details }) => `${domain}: ${[failureReason, details].filter(Boolean).join(", ")}`,
  );
  const because = why && why.length > 0 ? ` (${why.join("; ")})` : "";
  return `${lastOf(id)} is ${stateOf(all, id) ?? "not there"} after half an hour, and not issued${because}`;
}
