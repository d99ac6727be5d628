/**
 * Who may do what: the grants of the world, on a resource, on what it lies in, and on its project.
 *
 * A condition counts as met, since expressions are not evaluated here: a refusal that the real cloud does not make would
 * be worse. So does a custom role of an organisation or of another project. Groups and domains are not looked into.
 */
import type { PropertyMap } from "../../values";
import { objectsOf, textsOf } from "../typed";
import type { Index, World, WorldRecord } from "../world";
import { agentRoles, isHeldBy, type Permission } from "./roles";

export interface Grant {
  /** The id of what it is on, as in `projects/p/secrets/s`; of a project, its bare id. */
  place: string;
  role: string;
  /** As IAM writes it, `serviceAccount:…`. */
  member: string;
}

/** Whether a member may do this on a resource. */
export function allows(
  world: World,
  member: string,
  permission: Permission,
  resource: { id: string; project: string },
): boolean {
  // Whoever calls without an identity is one of all users, and nothing else.
  const everyone = member === "allUsers" ? [member] : [member, "allUsers", "allAuthenticatedUsers"];
  return placesOf(resource).some(
    (place) =>
      (place === resource.project && isHeldBy(permission, standingRole(world, member, place))) ||
      everyone.some((one) => rolesOf(world, one, place).some((role) => contains(world, role, place, permission))),
  );
}

/** The grants that a resource is, or holds among its inputs. */
export function grantsIn({ type, id, inputs }: Pick<WorldRecord, "type" | "id" | "inputs">): Grant[] {
  if (type === "gcp:bigquery/dataset:Dataset")
    return objectsOf(inputs.accesses).flatMap((access) => accessIn(id, access));
  if (type === "gcp:bigquery/datasetAccess:DatasetAccess")
    return accessIn(`projects/${inputs.project}/datasets/${inputs.datasetId}`, inputs);
  const { role, member, members } = inputs;
  if (typeof role !== "string") return [];
  const place = id.slice(0, id.indexOf(`/${role}`));
  return (typeof member === "string" ? [member] : textsOf(members)).map((one) => ({ place, role, member: one }));
}

/** The resources that grant anything to a member. */
export function recordsGranting(world: World, member: string): WorldRecord[] {
  return world.find(byMember, member);
}

/** Every grant on exactly this resource. */
export function grantsOn(world: World, place: string): Grant[] {
  return world.find(byPlace, place).flatMap((record) => grantsIn(record).filter((grant) => grant.place === place));
}

const byMember: Index = (record) => [...new Set(grantsIn(record).map(({ member }) => member))];
const byPlace: Index = (record) => [...new Set(grantsIn(record).map(({ place }) => place))];
const byBoth: Index = (record) => [...new Set(grantsIn(record).map(({ place, member }) => `${place} ${member}`))];

function rolesOf(world: World, member: string, place: string): string[] {
  return world
    .find(byBoth, `${place} ${member}`)
    .flatMap(grantsIn)
    .filter((grant) => grant.place === place && grant.member === member)
    .map(({ role }) => role);
}

/** An entry of a dataset's access list, where a role may have its older name (cloud.google.com/bigquery/docs/access-control). */
function accessIn(place: string, { role, userByEmail, iamMember }: PropertyMap): Grant[] {
  const older: Record<string, string> = { OWNER: "dataOwner", WRITER: "dataEditor", READER: "dataViewer" };
  const name = older[String(role)];
  const account = String(userByEmail).endsWith(".gserviceaccount.com") ? "serviceAccount" : "user";
  const member = iamMember ?? (userByEmail && `${account}:${userByEmail}`);
  return member ? [{ place, role: name ? `roles/bigquery.${name}` : String(role), member: String(member) }] : [];
}

/** `projects/p/datasets/d/tables/t`, `projects/p/datasets/d`, then the project; of a bucket `b/NAME`, then the project. */
function placesOf({ id, project }: { id: string; project: string }): string[] {
  const parts = id.split("/");
  const places = [id];
  for (let end = parts.length - 2; end > 2; end -= 2) places.push(parts.slice(0, end).join("/"));
  return [...new Set([...places, project])];
}

function contains(world: World, role: string, place: string, permission: Permission): boolean {
  const custom = /^(?:projects|organizations)\/([^/]+)\/roles\//.exec(role);
  if (!custom) return isHeldBy(permission, role);
  const known = world.get("gcp:projects/iAMCustomRole:IAMCustomRole", role);
  if (known) return textsOf(known.inputs.permissions).includes(permission);
  return role.startsWith("organizations/") || !`projects/${place}/`.includes(`/${custom[1]}/`);
}

/**
 * What a member has on a project without being given it: a service agent its own role; a default account that of an editor,
 * unless an organisation forbids it, which is not known here, or a program took it away
 * (cloud.google.com/iam/docs/service-account-types).
 */
function standingRole(world: World, member: string, project: string): string {
  const number = world.projectNumber(project);
  const [, ofAgent, service = ""] = /^serviceAccount:service-(\d+)@([^.]+)\./.exec(member) ?? [];
  if (ofAgent !== undefined) return ofAgent === number ? (agentRoles[service] ?? "") : "";
  const defaults = [`${number}-compute@developer.gserviceaccount.com`, `${project}@appspot.gserviceaccount.com`];
  const taken = world.get("gcp:projects/defaultServiceAccounts:DefaultServiceAccounts", `projects/${project}`);
  return !taken && defaults.includes(member.replace("serviceAccount:", "")) ? "roles/editor" : "";
}
