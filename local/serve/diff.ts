/** Differences as the provider protocol tells them. */

import { isDeepStrictEqual } from "node:util";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Diff, DiffKind } from "../provider";
import type { PropertyMap } from "../values";

const { Kind } = messages.PropertyDiff;
const { DiffChanges } = messages.DiffResponse;

const kinds: Record<DiffKind, messages.PropertyDiff.Kind> = {
  add: Kind.ADD,
  "add-replace": Kind.ADD_REPLACE,
  delete: Kind.DELETE,
  "delete-replace": Kind.DELETE_REPLACE,
  update: Kind.UPDATE,
  "update-replace": Kind.UPDATE_REPLACE,
};

/**
 * @param ofInputs Whether the old side are the inputs; the bridge holds new inputs against what the cloud has, except for a
 * provider's own arguments.
 */
export function diffResponse(
  { detailed, replaces, deleteBeforeReplace }: Diff,
  ofInputs: boolean,
): messages.DiffResponse {
  const changed = [...new Set([...Object.keys(detailed).map(topOf), ...replaces])].sort();
  const response = new messages.DiffResponse()
    .setChanges(changed.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setDiffsList(changed)
    .setReplacesList(replaces)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const [path, kind] of Object.entries(detailed))
    response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(kinds[kind]).setInputdiff(ofInputs));
  return response;
}

/** What changes in a provider's arguments; none of them makes it a new one. */
export function plainDiff(olds: PropertyMap, news: PropertyMap): Diff {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changed = names.filter((name) => !isDeepStrictEqual(olds[name], news[name]));
  const kindOf = (name: string): DiffKind => (!(name in olds) ? "add" : name in news ? "update" : "delete");
  return {
    detailed: Object.fromEntries(changed.map((name) => [name, kindOf(name)])),
    replaces: [],
    deleteBeforeReplace: false,
  };
}

function topOf(path: string): string {
  return path.split(/[.[]/, 1)[0] as string;
}
