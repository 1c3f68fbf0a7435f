import { category } from "@app/types";
import { describeDomain } from "../../test/describe-domain.ts";

describeDomain(category);
