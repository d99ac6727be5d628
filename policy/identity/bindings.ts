/** Who gets what by an IAM resource, whichever of its three forms it has. */
import type { Report } from "../policy";
import { leaves, type Props, Unknown, type Value } from "../values";

export interface Grant {
  role: Value;
  member: Value;
  /** Where the member stands. */
  path: string;
}

/** A member, a binding of members, or a whole policy; one grant for each member. */
export function grantsIn(props: Props): Grant[] {
  const { role = "", member, members, policyData } = props;
  if (policyData !== undefined) return policyGrants(policyData);
  if (members === undefined) return member === undefined ? [] : [{ role, member, path: "member" }];
  if (!Array.isArray(members)) return [{ role, member: Unknown, path: "members" }];
  return members.map((one, index) => ({ role, member: one, path: `members[${index}]` }));
}

/** The form in which getIAMPolicy gives it. What is no such policy grants nothing: the provider refuses it. */
function policyGrants(policyData: Value): Grant[] {
  const path = "policyData";
  if (policyData === Unknown) return [{ role: Unknown, member: Unknown, path }];
  const { bindings = [] } = parsed(policyData) as { bindings?: { role?: string; members?: string[] }[] };
  return bindings.flatMap(({ role = "", members = [] }) => members.map((member) => ({ role, member, path })));
}

function parsed(json: Value): object {
  try {
    return Object(JSON.parse(String(json)));
  } catch {
    return {};
  }
}

/** Refuses the members that the pattern matches. */
export function refuseMembers(props: Props, pattern: RegExp, { violation, unknown }: Report): void {
  for (const { member, path } of grantsIn(props)) {
    if (member === Unknown) unknown(path);
    else if (pattern.test(String(member))) violation(path, `is ${String(member)}`);
  }
}

/** Every text below these properties, however deep: a member, a list of them, a whole policy in JSON. */
export function* textsIn(
  props: Props,
  properties: readonly string[],
  { unknown }: Report,
): Generator<{ path: string; text: string }> {
  for (const property of properties)
    for (const { path, value } of leaves(props[property] ?? [], property)) {
      if (value === Unknown) unknown(path);
      else if (typeof value === "string") yield { path, text: value };
    }
}

/** Refuses the texts below these properties that name everyone. */
export function refuseEveryone(props: Props, properties: readonly string[], report: Report): void {
  for (const { path, text } of textsIn(props, properties, report)) {
    const everyone = everyoneIn(text);
    if (everyone !== undefined) report.violation(path, `names ${everyone}`);
  }
}

/** `allUsers` or `allAuthenticatedUsers`, where a text names them: a member or a policy in JSON. */
export function everyoneIn(text: string): string | undefined {
  return /\ball(Authenticated)?Users\b/.exec(text)?.[0];
}
