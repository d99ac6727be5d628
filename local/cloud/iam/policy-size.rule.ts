/** A resource has one allow policy, and it has room for so many. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectsOf, textsOf } from "../typed";
import type { WorldRecord } from "../world";
import { type Grant, grantsIn, grantsOn } from "./grants";

const mostMembers = 1500;
const mostGroups = 250;

const grouped = (count: number) => count.toLocaleString("en-US");

export class TooManyMembers extends Refusal {
  constructor(count: number) {
    super(
      400,
      "badRequest",
      `The number of members in the policy (${grouped(count)}) is larger than the maximum allowed size ${grouped(mostMembers)}.`,
    );
  }
}

export class TooManyGroups extends Refusal {
  constructor(count: number) {
    super(
      400,
      "badRequest",
      `The number of groups and domains in the policy (${count}) is larger than the maximum allowed size ${mostGroups}.`,
    );
  }
}

export const policySize: Rule = {
  name: "policy-size",
  demands:
    "A resource's policy names at most 1,500 members, each counted as often as it stands there, those exempted from audit " +
    "logs too; of them at most 250 are domains and different groups.",
  answer:
    "400: The number of members in the policy (1,501) is larger than the maximum allowed size 1,500. (The words for groups " +
    "are ours.)",
  sources: [
    "kubeflow/pipelines#1146",
    "googleapis/googleapis google/iam/v1/policy.proto",
    "https://cloud.google.com/iam/docs/allow-policies",
  ],
  before: ["create", "update"],
  check({ type, id, inputs, existing, world }) {
    const added = entriesIn({ type: type.token, id, inputs });
    const before = existing && new Set(entriesIn(existing).map(keyOf));
    for (const place of new Set(added.map((entry) => entry.place))) {
      const exempted = world.ofType(auditConfig).flatMap(exemptionsIn);
      const others = [...grantsOn(world, place), ...exempted].filter((entry) => !before?.has(keyOf(entry)));
      const all = [...others, ...added].filter((entry) => entry.place === place);
      if (all.length > mostMembers) throw new TooManyMembers(all.length);
      const groups = groupsAmong(all);
      if (groups > mostGroups) throw new TooManyGroups(groups);
    }
  },
};

type Entries = Pick<WorldRecord, "type" | "id" | "inputs">;

function entriesIn(record: Entries): Grant[] {
  return [...grantsIn(record), ...exemptionsIn(record)];
}

const auditConfig = "gcp:projects/iAMAuditConfig:IAMAuditConfig";

/** Members whose reads are not logged stand in the policy too. */
function exemptionsIn({ type, id, inputs: { auditLogConfigs, project } }: Entries): Grant[] {
  if (type !== auditConfig) return [];
  return objectsOf(auditLogConfigs).flatMap(({ exemptedMembers, logType }) =>
    textsOf(exemptedMembers).map((member) => ({ place: String(project), role: `${id} ${logType}`, member })),
  );
}

/** A group counts once, a domain every time. */
function groupsAmong(grants: readonly Grant[]): number {
  const members = grants.map(({ member }) => member);
  const groups = new Set(members.filter((member) => member.startsWith("group:")));
  return groups.size + members.filter((member) => member.startsWith("domain:")).length;
}

function keyOf({ place, role, member }: Grant): string {
  return `${place} ${role} ${member}`;
}
