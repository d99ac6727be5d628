/** Who gets what by an IAM resource, whichever of its three forms it has. */
import { type Props, Unknown, type Value } from "../values";

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

/** `allUsers` or `allAuthenticatedUsers`, where a text names them: a member or a policy in JSON. */
export function everyoneIn(text: string): string | undefined {
  return /\ball(Authenticated)?Users\b/.exec(text)?.[0];
}
