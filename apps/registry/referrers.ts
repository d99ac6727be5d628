/** A list of what is about a manifest (distribution specification, "Listing Referrers"). */
import { digestOf } from "../oci";
import { Refused } from "../serving";

export const indexType = "application/vnd.oci.image.index.v1+json";

/** In one answer; the others are where its link leads. */
const most = 100;

export interface ReferrersPage {
  /** The digest after which it begins. */
  after: string;
  most: number;
  artifactType?: string;
}

/** @throws {Refused} 400 when it cannot be meant */
export function referrersPage({ last, artifactType }: Readonly<Record<string, string>>): ReferrersPage {
  if (artifactType !== undefined && !/^[!-~]{1,255}$/.test(artifactType))
    throw new Refused(400, "UNSUPPORTED", "artifactType is no media type");
  return { after: last === undefined ? "" : digestOf(last), most, artifactType };
}
