/** Who is who on this machine: tokens that stand for an account, and whether it may do something. */
import { randomBytes } from "node:crypto";
import { allows } from "../cloud/iam/grants";
import type { Permission } from "../cloud/iam/roles";
import type { World } from "../cloud/world";
import { Tokens } from "../stand-ins/oidc";

export class Identities {
  readonly tokens = new Tokens();
  readonly #accounts = new Map<string, string>();

  /** An access token, which nobody can make up. */
  accessToken(email: string): string {
    const token = randomBytes(24).toString("base64url");
    this.#accounts.set(token, email);
    return token;
  }

  idToken(email: string, audience: string): string {
    return this.tokens.make({ email, audience, now: Date.now() });
  }

  /** Whether the account that shows the token may do this. */
  may(accessToken: string, world: World, permission: Permission, resource: string): boolean {
    const email = this.#accounts.get(accessToken);
    return email !== undefined && accountMay(world, email, permission, resource);
  }
}

export function accountMay(world: World, email: string, permission: Permission, resource: string): boolean {
  const [, project = ""] = resource.split("/");
  return allows(world, `serviceAccount:${email}`, permission, { id: resource, project });
}
