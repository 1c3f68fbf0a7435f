import { category } from "@pitstop/types";
import { describeDomain } from "../testing/describe-domain.ts";

describeDomain(category);
