import { randomBytes } from "node:crypto";
import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "random:index/randomId:RandomId": {
    outputs({ inputs }) {
      const bytes = randomBytes(Number(inputs.byteLength));
      const prefix = typeof inputs.prefix === "string" ? inputs.prefix : "";
      const hex = bytes.toString("hex");
      return {
        id: bytes.toString("base64url"),
        hex: prefix + hex,
        dec: prefix + BigInt(`0x${hex}`),
        b64Std: prefix + bytes.toString("base64"),
        b64Url: prefix + bytes.toString("base64url"),
      };
    },
  },
};
