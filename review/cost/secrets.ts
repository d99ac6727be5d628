/** Secret Manager: every version that is not destroyed, in each place that keeps it. */
import { hours } from "../prices";
import { mapsAt, textAt } from "../values";
import { each, referred } from "./finding";

const secretType = "gcp:secretmanager/secret:Secret";

export const secret = each(({ properties }) => {
  const [, seconds] = /^(\d+)s$/.exec(textAt(properties, "rotation.rotationPeriod") ?? "") ?? [];
  if (!seconds) return [{ free: "a secret is paid for by its versions" }];
  const notices = (hours * 3600) / Number(seconds);
  return [{ price: "secret-rotation", quantity: notices, reason: `a notice every ${seconds} s` }];
});

export const secretVersion = each((version, deployment) => {
  const owner = referred(version, "secret", secretType, deployment);
  if (!owner) return [{ unpriced: "its secret is not in the deployment, which has the places it is kept in" }];
  const places = mapsAt(owner.properties, "replication.userManaged.replicas").length;
  const reason = places > 0 ? `kept in ${places} regions` : "kept where Google decides, which counts as one place";
  return [{ price: "secret-version", quantity: Math.max(places, 1), reason }];
});
