import { checksInto, isCount, type Mistake } from "../refuse";

/** Which revision of a service answers. */
export interface ReleaseArgs {
  /**
   * What this revision is called, as in `v42`, so that `traffic` can name it, now and later. A revision never changes and
   * its name is used once in a service's life: whatever changes in the container, its variables or its grants is another
   * release. @default a name that Cloud Run makes up, another one with every change
   */
  release?: string;
  /**
   * Percent of the requests that each release answers, as in `{ v41: 90, v42: 10 }`: a canary; `{ v41: 100 }` goes back.
   * A release that is not here answers none, and Cloud Run keeps it. @default the latest answers all
   */
  traffic?: Readonly<Record<string, number>>;
}

/** Cloud Run's name for a release: it begins with the service's (cloud.google.com/run/docs/deploying#revision-name). */
const revisionName = (service: string, release: string) => `${service}-${release}`;

export function revisionOf({ release }: ReleaseArgs, service: string): { revision?: string } {
  return release === undefined ? {} : { revision: revisionName(service, release) };
}

export function trafficsOf({ traffic }: ReleaseArgs, service: string) {
  if (traffic === undefined) return [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }];
  // In an order of their own: a list in another order is a change, and the order of shares means nothing.
  return Object.keys(traffic)
    .sort()
    .map((release) => ({
      type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION",
      revision: revisionName(service, release),
      percent: traffic[release],
    }));
}

const longest = 63;
const pattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

export function releaseMistakes({ release, traffic }: ReleaseArgs, service: string): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const checkName = (name: string, propertyPath: string) => {
    const room = longest - revisionName(service, "").length;
    const form = `1 to ${room} lower-case letters, digits and inner dashes, such as v42`;
    check(pattern.test(name) && name.length <= room, propertyPath, `${JSON.stringify(name)} is not ${form}`);
  };
  if (release !== undefined) checkName(release, "release");
  if (traffic === undefined) return mistakes;
  check(release !== undefined, "release", "is missing; name this revision, since traffic is by name");
  const shares = Object.entries(traffic);
  for (const [name, percent] of shares) {
    const path = `traffic.${name}`;
    checkName(name, path);
    check(
      isCount(percent, 1, 100),
      path,
      `${percent} is not a whole percentage from 1 to 100; leave out who gets none`,
    );
  }
  const total = shares.reduce((sum, [, percent]) => sum + percent, 0);
  check(total === 100, "traffic", `adds up to ${total} percent of the requests, and is to be 100`);
  return mistakes;
}
