// Two hosts whose names are in a zone of Cloud DNS that is there.
import { inZone } from "../zone";

inZone();
