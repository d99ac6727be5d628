import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:servicenetworking/connection:Connection": {
    // The peering is called as the service, with dashes (resource_service_networking_connection.go).
    outputs: ({ inputs }) => ({ peering: String(inputs.service).replaceAll(".", "-") }),
  },
};
