/** The page itself: everything on it comes from this server, and its policy lets nothing else in. */
export const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API · Pitstop</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="api"></div>
    <noscript>This page needs JavaScript. The same in a file: <a href="/openapi.json">/openapi.json</a>.</noscript>
    <script src="/docs/reference.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** What the reference shows, and all that it could ask of other servers turned off. */
const CONFIGURATION = {
  url: "/openapi.json",
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
  documentDownloadType: "json",
  metaData: { title: "API · Pitstop" },
};

/** Starts the reference; a file of its own, because the policy allows no script inside of the page. */
export const START = `Scalar.createApiReference("#api", ${JSON.stringify(CONFIGURATION)});\n`;
