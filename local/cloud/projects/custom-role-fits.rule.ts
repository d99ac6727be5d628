/** What a custom role of a project can hold. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { textsOf } from "../typed";

export class InvalidPermission extends Refusal {
  constructor(permission: string) {
    super(400, "badRequest", `Permission ${permission} is not valid.`);
  }
}

export class RoleTooLarge extends Refusal {
  constructor(what: string, size: string, most: number) {
    super(400, "badRequest", `The ${what} of the role has ${size}, more than the maximum of ${most}.`);
  }
}

/** `service.resource.verb`, or `service.googleapis.com/resource.verb`. */
const formed = /^([\w.-]+\/\w+|\w+\.\w+)(\.\w+)+$/;

/** Permissions that only a role of an organisation has, because projects lie outside of any one project. */
const ofOrganisations = /^resourcemanager\.(projects\.list|projects\.create|folders\.\w+|organizations\.\w+)$/;

const most = { permissions: 3000, titleBytes: 100, descriptionBytes: 300, bytes: 64 * 1024 };

export const customRoleFits: Rule = {
  name: "custom-role-fits",
  demands:
    "A project's custom role lists permissions of a project, 3,000 at the most; its title has 100 bytes at the most, its " +
    "description 300, and all of it 64 KiB.",
  answer: "400 badRequest: Permission resourcemanager.projects.list is not valid. (The words for its size are ours.)",
  sources: [
    "terraform-google-modules/terraform-google-iam#158",
    "https://cloud.google.com/iam/docs/creating-custom-roles (folders and organisations)",
    "https://cloud.google.com/iam/quotas (the sizes)",
  ],
  types: ["gcp:projects/iAMCustomRole:IAMCustomRole"],
  before: ["create", "update"],
  check({ inputs: { permissions, title, description } }) {
    const names = textsOf(permissions);
    const wrong = names.find((name) => !formed.test(name) || ofOrganisations.test(name));
    if (wrong !== undefined) throw new InvalidPermission(wrong);
    if (names.length > most.permissions)
      throw new RoleTooLarge("list of permissions", `${names.length} entries`, most.permissions);
    refuseLonger("title", bytesOf(title), most.titleBytes);
    refuseLonger("description", bytesOf(description), most.descriptionBytes);
    refuseLonger("whole", bytesOf(title) + bytesOf(description) + bytesOf(names.join("")), most.bytes);
  },
};

function refuseLonger(what: string, bytes: number, limit: number): void {
  if (bytes > limit) throw new RoleTooLarge(what, `${bytes} bytes`, limit);
}

function bytesOf(text: unknown): number {
  return typeof text === "string" ? Buffer.byteLength(text) : 0;
}
