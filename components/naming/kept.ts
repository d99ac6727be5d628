import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { randomName, type Slug } from ".";
import type { RandomType } from "./table";

/**
 * A name that nothing had before: it ends in six digits by chance, which the state keeps.
 * @param name logical name of what keeps them, a child of `parent`
 */
export function keptName(
  parent: pulumi.Resource,
  name: string,
  type: RandomType,
  slug: Slug,
  ...parts: string[]
): pulumi.Output<string> {
  const { hex } = new random.RandomId(name, { byteLength: 3 }, { parent });
  const { stem, separator } = randomName(type, slug, ...parts);
  return pulumi.interpolate`${stem}${separator}${hex}`;
}
