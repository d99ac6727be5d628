/** What an account must be granted to preview or deploy a deployment: pure, from the types of its resources. */
import type { Deployment } from "../deployment";
import { cloudflareGroups, type Rights, rows } from "./table";

/** A role, and what asks for it. */
export interface NeededRole {
  role: string;
  types: readonly string[];
  because?: string;
}

export interface NeededRights {
  /** On the project, as Google's own roles have them. */
  roles: readonly NeededRole[];
  /** The same as permissions, for a role of one's own that holds no more. */
  permissions: readonly string[];
}

export interface NeededRoles {
  preview: NeededRights;
  deploy: NeededRights & {
    /**
     * The roles on the project that the deployment grants, all that whoever deploys must be able to give away; `not known
     * yet` for one that is made with it.
     */
    grants: readonly string[];
    /** Permission groups of Cloudflare's token. */
    cloudflare: readonly string[];
  };
  /** Types of which nothing is known here, and for which nothing is therefore told. */
  unknown: readonly string[];
}

export function neededRoles(deployment: Deployment): NeededRoles {
  const types = [...new Set(deployment.map(({ type }) => type))].sort();
  return {
    preview: rightsFor(types, (row) => row.preview),
    deploy: {
      ...rightsFor(types, (row) => row.deploy),
      grants: grantsOf(deployment),
      cloudflare: sorted(types.flatMap((type) => cloudflareGroups[type] ?? [])),
    },
    unknown: types.filter((type) => !isKnown(type)),
  };
}

function rightsFor(types: readonly string[], of: (row: (typeof rows)[number]) => Rights): NeededRights {
  const needed = rows.flatMap((row) => {
    const own = types.filter((type) => row.types.includes(type));
    return own.length > 0 ? [{ ...of(row), types: own, because: row.because }] : [];
  });
  const roles = sorted(needed.flatMap((row) => row.roles)).map((role) => {
    const asking = needed.filter((row) => row.roles.includes(role));
    const because = asking.length === 1 ? asking[0]?.because : undefined;
    return { role, types: sorted(asking.flatMap((row) => row.types)), ...(because !== undefined && { because }) };
  });
  return { roles, permissions: sorted(needed.flatMap((row) => row.permissions)) };
}

function grantsOf(deployment: Deployment): string[] {
  const grants = deployment.filter(({ type }) => type === "gcp:projects/iAMMember:IAMMember");
  return sorted(
    grants.map(({ properties: { role } }) =>
      typeof role === "string" && /^(roles|projects|organizations)\//.test(role) ? role : "not known yet",
    ),
  );
}

/** What is random is made by nobody but the program. */
function isKnown(type: string): boolean {
  return (
    type.startsWith("random:") || Object.hasOwn(cloudflareGroups, type) || rows.some((row) => row.types.includes(type))
  );
}

const sorted = (texts: readonly string[]) => [...new Set(texts)].sort();
