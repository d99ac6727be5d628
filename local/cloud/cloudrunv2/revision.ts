import { isObject, type PropertyMap } from "../../values";

/** What a service or job runs: a service's template, and a job's template of its tasks. */
export function revisionOf(inputs: PropertyMap): PropertyMap {
  const template = isObject(inputs.template) ? inputs.template : {};
  return isObject(template.template) ? template.template : template;
}
