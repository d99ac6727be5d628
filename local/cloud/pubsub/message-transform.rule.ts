/** A function that changes messages is looked at when the topic or the subscription is made. It is never run here. */
import { Script } from "node:vm";
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf, objectsOf } from "../typed";

export class InvalidTransform extends Refusal {
  constructor(what: string) {
    super(400, "", `Invalid JavaScript UDF: ${what}`);
  }
}

export const messageTransform: Rule = {
  name: "message-transform",
  demands: "The code of a message transform is JavaScript that declares the function named, at its top.",
  answer: "400: no source of the answer was found, and the words are ours.",
  sources: [
    "googleapis/googleapis google/pubsub/v1/pubsub.proto (JavaScriptUDF: the name must be that of a function in the code)",
    "https://docs.cloud.google.com/pubsub/docs/smts/udfs-overview",
  ],
  types: ["gcp:pubsub/topic:Topic", "gcp:pubsub/subscription:Subscription"],
  before: ["create", "update"],
  check({ inputs }) {
    for (const transform of objectsOf(inputs.messageTransforms)) {
      const udf = objectOf(transform.javascriptUdf);
      const what = transform.javascriptUdf ? mistakeIn(udf) : undefined;
      if (what !== undefined) throw new InvalidTransform(what);
    }
  },
};

function mistakeIn({ code, functionName }: PropertyMap): string | undefined {
  const [text, name] = [String(code ?? ""), String(functionName ?? "")];
  const error = syntaxError(text);
  if (error !== undefined) return error;
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `function name ${JSON.stringify(name)} is no name`;
  // Only what is declared already cannot be declared once more: the code tells without being run.
  const twice = syntaxError(`${text}\nlet ${name};`);
  return twice?.includes("has already been declared") ? undefined : `the code has no function ${name}`;
}

function syntaxError(code: string): string | undefined {
  try {
    new Script(code);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
