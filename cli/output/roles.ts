/** What an account must be granted to preview or deploy, as lines of text. */
import type { NeededRights, NeededRoles } from "../../review";
import type { Colours } from "../terminal";
import { shortType } from "./progress";
import { plural } from "./words";
import { wrapped } from "./wrapped";

export interface RolesStyle {
  width: number | undefined;
  colours: Colours;
}

export function roleLines(name: string, needed: NeededRoles, style: RolesStyle): string[] {
  const { deploy, preview, unknown } = needed;
  return [
    style.colours.bold(`${name}: what its project is to grant`),
    ...rightLines("To preview", preview, style),
    ...rightLines("To deploy", deploy, style),
    ...listed("Roles on the project that it gives away", deploy.grants, style),
    ...listed("Cloudflare's token", deploy.cloudflare, style),
    ...listed(style.colours.yellow("Nothing is known here of"), unknown, style),
    "--json has the permissions, for a role of one's own that holds no more.",
  ];
}

function rightLines(title: string, { roles, permissions }: NeededRights, { width, colours }: RolesStyle): string[] {
  const longest = Math.max(0, ...roles.map(({ role }) => role.length));
  return [
    colours.bold(`${title} (${plural(permissions.length, "permission")} of these roles)`),
    ...roles.flatMap(({ role, types, because }) => {
      const asked = types.map((type) => shortType(type).replace(/^gcp:/, "")).join(", ");
      const lead = `  ${role.padEnd(longest)}  `;
      const lines = wrapped(because === undefined ? asked : `${asked}: ${because}`, width && width - lead.length);
      return lines.map((line, i) => (i === 0 ? lead : " ".repeat(lead.length)) + colours.dim(line));
    }),
  ];
}

function listed(title: string, texts: readonly string[], { width }: RolesStyle): string[] {
  return texts.length === 0 ? [] : wrapped(`${title}: ${texts.join(", ")}`, width, "", "  ");
}
