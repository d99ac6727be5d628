/** What a custom role holds, where the stack makes it: nobody sees into one that it does not. */
import type { StackResource } from "../policy";
import { type Known, Unknown, type Value } from "../values";
import { sourceOf } from "./accounts";

export const customRole = "gcp:projects/iAMCustomRole:IAMCustomRole";

interface Question {
  permission: string;
  /** Google's roles that hold it. */
  byGoogle: readonly string[];
  /** The answer for a custom role that is made elsewhere. */
  outside: boolean;
}

export class CustomRoles {
  readonly #byName = new Map<string, StackResource>();

  constructor(resources: readonly StackResource[]) {
    for (const role of resources)
      if (role.type === customRole && typeof role.props.name === "string") this.#byName.set(role.props.name, role);
  }

  /** The resource that makes the role of a grant, where it is one of the stack's own. */
  made(grant: StackResource, role: Value): StackResource | undefined {
    return typeof role === "string" ? this.#byName.get(role) : sourceOf(grant, "role", customRole);
  }

  /** Whether the role of a grant holds a permission: by its list, where it is one of the stack's own. */
  holds(grant: StackResource, role: Value, { permission, byGoogle, outside }: Question): Known {
    if (typeof role === "string" && byGoogle.includes(role)) return true;
    const made = this.made(grant, role);
    if (made !== undefined) return listed(made.props.permissions, permission);
    if (typeof role !== "string") return Unknown;
    return outside && isCustom(role);
  }
}

function isCustom(role: string): boolean {
  return /^(projects|organizations)\//.test(role);
}

function listed(permissions: Value | undefined, permission: string): Known {
  if (!Array.isArray(permissions)) return permissions === Unknown ? Unknown : false;
  if (permissions.includes(permission)) return true;
  return permissions.includes(Unknown) ? Unknown : false;
}
