import type { PageColors } from "./colors.ts";
import { escaped } from "./escaped.ts";
import { styleOf } from "./style.ts";

/** The page itself: everything on it comes from this server, and its policy lets nothing else in. */
export const pageOf = (title: string, outline: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>API · ${escaped(title)}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/page.css">
  </head>
  <body>
    <header class="application"><a href="/">← ${escaped(title)}</a> <span>API</span> <a href="/openapi.json">OpenAPI</a></header>
    ${outline}
    <div id="api"></div>
    <script src="/docs/reference.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** What the reference shows, and all that it could ask of other servers turned off. */
const configurationOf = (title: string, colors: PageColors) => ({
  url: "/docs/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: "never",
  hideClientButton: true,
  expandAllParameters: false,
  defaultOpenAllTags: true,
  orderSchemaPropertiesBy: "preserve",
  orderRequiredPropertiesFirst: false,
  // It would be the document of this page; the whole one is linked above.
  documentDownloadType: "none",
  // After its own styles, which are written into the page as it starts.
  customCss: styleOf(colors),
  metaData: { title: `API · ${title}` },
});

/** Puts the reference in the outline's place; a file of its own, because the policy allows no script inside of the page. */
export const startOf = (title: string, colors: PageColors): string =>
  `Scalar.createApiReference("#api", ${JSON.stringify(configurationOf(title, colors))});
document.querySelector(".outline").remove();
`;
