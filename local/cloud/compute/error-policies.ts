/** What a URL map says of errors: on the map itself, on its matchers and on their rules. */
import type { PropertyMap } from "../../values";
import { withoutHost } from "../references";
import { objectOf, objectsOf, textOf, textsOf } from "../typed";
import type { World, WorldRecord } from "../world";

export interface ErrorPolicy {
  /** As the API writes it: `pathMatchers[0].defaultCustomErrorResponsePolicy`. */
  path: string;
  rules: readonly PropertyMap[];
  /** Its own, or else that of a level above. */
  service: string | undefined;
}

/** All of a map, the map's own first. */
export function errorPoliciesOf(map: PropertyMap): ErrorPolicy[] {
  const own = policyIn(map, "", undefined);
  const matchers = objectsOf(map.pathMatchers).flatMap((matcher, i) => {
    const place = `pathMatchers[${i}].`;
    const whole = policyIn(matcher, place, own?.service);
    const rules = ["pathRules", "routeRules"].flatMap((kind) =>
      objectsOf(matcher[kind]).map((rule, at) =>
        policyIn(rule, `${place}${kind}[${at}].`, whole?.service ?? own?.service),
      ),
    );
    return [whole, ...rules];
  });
  return [own, ...matchers].filter((policy) => policy !== undefined);
}

function policyIn(level: PropertyMap, place: string, above: string | undefined): ErrorPolicy | undefined {
  const name = ["customErrorResponsePolicy", "defaultCustomErrorResponsePolicy"].find(
    (one) => level[one] !== undefined,
  );
  if (name === undefined) return undefined;
  const { errorResponseRules, errorService } = objectOf(level[name]);
  return { path: `${place}${name}`, rules: objectsOf(errorResponseRules), service: textOf(errorService) ?? above };
}

/** Of the levels that a request is at, the nearest first, the first that knows the status: the code before its class. */
export function errorRule(
  levels: readonly PropertyMap[],
  status: number,
): { rule: PropertyMap; service: string | undefined } | undefined {
  const policies = levels.flatMap((level) => policyIn(level, "", undefined) ?? []);
  for (const [i, { rules }] of policies.entries())
    for (const code of [String(status), `${String(status)[0]}xx`]) {
      const rule = rules.find(({ matchResponseCodes }) => textsOf(matchResponseCodes).includes(code));
      if (rule) return { rule, service: policies.slice(i).find(({ service }) => service !== undefined)?.service };
    }
  return undefined;
}

/** The object that stands for errors at a path, or why there is none; of another project's backend nothing is known. */
export function pageAt(world: World, service: string | undefined, path: string): WorldRecord | string | undefined {
  const backend = world.get("gcp:compute/backendBucket:BackendBucket", withoutHost(service ?? ""));
  if (!backend) return undefined;
  const bucket = String(backend.inputs.bucketName);
  if (!world.get("gcp:storage/bucket:Bucket", bucket)) return `there is no bucket ${bucket}`;
  const object = world.get("gcp:storage/bucketObject:BucketObject", `${bucket}-${path.replace(/^\//, "")}`);
  return object ?? `there is no ${path} in the bucket ${bucket}`;
}
